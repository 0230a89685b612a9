import type { RunId } from "../ids.ts";
import { type AlertSettingsInput, AlertTeam } from "../prevent/alert-settings.ts";
import type { Holidays } from "../prevent/calendar.ts";
import { firstWorking, localTime } from "../prevent/calendar.ts";
import type { DayCard } from "../prevent/card-budget.ts";
import { type AlertDecision, type AlertNote, decideAlerts } from "../prevent/decide-alerts.ts";
import type { PreventionSeverity } from "../prevent/documents.ts";
import type { PreventFinding } from "../prevent/finding.ts";
import { answerViolation } from "../prevent/move-violation.ts";
import { type Observation, observeAbsence, observeFinding } from "../prevent/observe-violation.ts";
import { teamOfFinding } from "../prevent/route-finding.ts";
import type { Violation } from "../prevent/violation.ts";
import { isOpenViolation } from "../prevent/violation-state.ts";
import { aPreventFinding, testAgent } from "./index.ts";

export interface SimulationOptions {
  readonly random: () => number;
  readonly days: number;
  readonly rules: number;
  readonly settings: AlertSettingsInput;
  readonly holidays: Holidays;
  /** Half-open span of days in which next to everything violates, and much of it is HIGH. */
  readonly storm: readonly [number, number];
  /** Chance that a person answers a finding between two runs. */
  readonly answering: number;
}

/** A note with when it was made. */
export interface LoggedNote extends AlertNote {
  readonly at: number;
}

export interface SimulationEnd {
  readonly notes: readonly LoggedNote[];
  readonly posted: readonly DayCard[];
  readonly violations: ReadonlyMap<string, Violation>;
  /** What went against a promise, in words. */
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<"high" | "held" | "sent" | "joined" | "escalated", number>>;
}

const hourMs = 3_600_000;
const start = Date.parse("2026-09-10T00:00:00Z");
const severities: readonly PreventionSeverity[] = ["LOW", "MEDIUM", "HIGH"];

interface World extends SimulationOptions {
  readonly violations: Map<string, Violation>;
  readonly severity: Map<string, number>;
  readonly model: Map<string, Model>;
  readonly notes: LoggedNote[];
  readonly posted: DayCard[];
  readonly faults: string[];
  readonly counts: Record<keyof SimulationEnd["counts"], number>;
}

/** What a bystander knows of a finding: only what was told and answered, not how it was decided. */
interface Model {
  /** The gravest that people were told or answered since it last was clean. */
  known: PreventionSeverity | undefined;
  /** Alerts in a row that nobody answered; one that a graver one overtook within its time counts with that. */
  silent: number;
  dueAt: number;
  escalateAt: number | undefined;
  /** A person's decision outlasts that it was clean for a while. */
  ignoredUntil: number;
}

const unknown: Model = { known: undefined, silent: 0, dueAt: 0, escalateAt: undefined, ignoredUntil: 0 };

/** Plays runs, people and the passing of time, and holds every decision against what was promised. */
export function simulateAlerts(options: SimulationOptions): SimulationEnd {
  const world: World = {
    ...options,
    ...{ violations: new Map(), severity: new Map(), model: new Map(), notes: [], posted: [], faults: [] },
    counts: { high: 0, held: 0, sent: 0, joined: 0, escalated: 0 },
  };
  let nextAt: number | undefined;
  for (let at = start; at < start + options.days * 24 * hourMs; at += 6 * hourMs) {
    while (nextAt !== undefined && nextAt < at) nextAt = step(world, nextAt);
    answerSome(world, at - 1);
    const found = observeRun(world, at);
    nextAt = step(world, at);
    checkFindable(world, found, at);
  }
  checkBudget(world);
  return world;
}

function observeRun(world: World, at: number): string[] {
  const { random, rules, storm, violations } = world;
  const day = (at - start) / (24 * hourMs);
  const isStorm = day >= storm[0] && day < storm[1];
  const window = { from: new Date(at - 6 * hourMs).toISOString(), to: new Date(at).toISOString() };
  const actor = { kind: "agent", id: testAgent } as const;
  const seen: Observation = { runId: `run_${at}` as RunId, window, actor, now: new Date(at) };
  const found: string[] = [];
  for (let rule = 0; rule < rules; rule++) {
    const id = `pvf_rule${String(rule).padStart(6, "0")}`;
    const before = violations.get(id);
    const chance = isStorm ? 0.95 : before !== undefined && isOpenViolation(before.state) ? 0.85 : 0.05;
    if (random() < chance) {
      violations.set(id, observeFinding(before, findingOf(world, rule, isStorm), seen));
      found.push(id);
    } else if (before !== undefined) {
      const after = observeAbsence(before, random() < 0.9 ? "clean" : "unknown", seen);
      violations.set(id, after);
      if (after.state === "Clean") forget(world, id, at);
    }
  }
  return found;
}

function forget({ model }: World, id: string, at: number): void {
  const before = model.get(id);
  if (before === undefined || before.ignoredUntil <= at) model.delete(id);
  else model.set(id, { ...before, silent: 0, escalateAt: undefined });
}

function findingOf({ random, severity }: World, rule: number, isStorm: boolean): PreventFinding {
  const id = `pvf_rule${String(rule).padStart(6, "0")}`;
  const before = severity.get(id) ?? Math.floor(random() * 2);
  const change = random() < 0.1 ? (random() < 0.5 ? -1 : 1) : 0;
  const next = isStorm && random() < 0.3 ? 2 : Math.min(2, Math.max(0, before + change));
  severity.set(id, next);
  const usdPerMonth = Math.round(random() * 1000) / 10;
  const ruleId = `rule-${rule}`;
  const service = `service-${rule % 7}`;
  return aPreventFinding({ id, ruleId, service, severity: severities[next] ?? "LOW", usdPerMonth });
}

function answerSome(world: World, at: number): void {
  const now = new Date(at);
  for (const [id, violation] of world.violations) {
    if (violation.alertedAt === undefined || world.random() >= world.answering) continue;
    const action = (["acknowledge", "actionTaken", "ignore"] as const)[Math.floor(world.random() * 3)] ?? "acknowledge";
    const until = new Date(at + world.random() * 120 * hourMs).toISOString();
    const person = { actor: { kind: "person", id: "kim" }, reason: "We know.", now } as const;
    const after = answerViolation(violation, { ...person, action, ...(action === "ignore" ? { until } : {}) });
    if (after === undefined) continue;
    world.violations.set(id, after);
    const ignoredUntil = action === "ignore" ? Date.parse(until) : 0;
    world.model.set(id, { ...unknown, known: violation.finding.severity, ignoredUntil });
  }
}

function step(world: World, at: number): number | undefined {
  const now = new Date(at);
  const open = [...world.violations.values()].filter(({ state }) => isOpenViolation(state));
  const day = localTime(now, world.settings.timeZone).day;
  const cards = world.posted.filter((card) => card.day === day);
  const made = world.posted.length;
  const newCardId = (): string => `pvc_card${String(made).padStart(6, "0")}x${Math.floor(world.random() * 1e9)}`;
  const { settings, holidays } = world;
  const decision = decideAlerts({ violations: open, settings, holidays, cards, now, newCardId });
  for (const violation of decision.changed) world.violations.set(violation.finding.id, violation);
  take(world, decision, at);
  return decision.nextAt?.getTime();
}

function take(world: World, decision: AlertDecision, at: number): void {
  const fresh = decision.cards.filter(({ isNew }) => isNew).map(({ card }) => card);
  world.posted.push(...fresh);
  for (const teamId of new Set(fresh.map((card) => card.teamId))) {
    const violations = fresh.filter((card) => card.teamId === teamId && card.kind === "violation");
    if (violations.length > 1) world.faults.push(`${violations.length} cards at once for ${teamId}`);
  }
  for (const note of decision.notes) {
    world.notes.push({ ...note, at });
    world.counts[note.outcome] += note.findingIds.length;
    for (const id of note.findingIds) check(world, note, id, at);
  }
  for (const [id, { escalateAt }] of world.model) {
    if (escalateAt !== undefined && escalateAt <= at) world.faults.push(`${id} was not escalated at ${escalateAt}`);
  }
}

function check(world: World, note: AlertNote, id: string, at: number): void {
  const { faults, model, counts } = world;
  const finding = world.violations.get(id)?.finding;
  if (finding === undefined) return void faults.push(`${id} is not known`);
  const known = model.get(id) ?? unknown;
  const isHigh = finding.severity === "HIGH";
  const rose = known.known !== undefined && severities.indexOf(finding.severity) > severities.indexOf(known.known);
  if (note.outcome === "held") {
    if (isHigh && known.known !== "HIGH") faults.push(`HIGH ${id} was held back: ${note.reason}`);
    if (rose) faults.push(`${id} rose and was held back: ${note.reason}`);
    return;
  }
  if (note.kind === "escalation") {
    counts.escalated++;
    const late = known.escalateAt === undefined || Math.abs(at - known.escalateAt) > 1000;
    if (late) faults.push(`${id} was escalated at ${at}, not at ${known.escalateAt}`);
    model.set(id, { ...known, silent: 0, escalateAt: undefined });
    return;
  }
  if (isHigh) counts.high++;
  const overtook = rose && known.silent > 0 && at < known.dueAt;
  const silent = known.silent + (overtook ? 0 : 1);
  const due = new Date(at + world.settings.coolDownHours * hourMs);
  const team = teamOfFinding(world.settings, finding);
  const dueAt = firstWorking(team, world.settings, due, world.holidays).getTime();
  const escalateAt = silent >= 3 ? dueAt : undefined;
  model.set(id, { known: finding.severity, silent, dueAt, escalateAt, ignoredUntil: 0 });
}

function checkFindable({ notes, faults }: World, found: readonly string[], at: number): void {
  const noted = new Set(notes.filter((note) => note.at === at).flatMap(({ findingIds }) => findingIds));
  for (const id of found) if (!noted.has(id)) faults.push(`what became of ${id} at ${at} is not noted`);
}

function checkBudget({ settings, posted, faults }: World): void {
  const people = new Set(settings.teams.flatMap((team) => [`of ${team.id}`, ...team.people]));
  for (const person of people) {
    const teams = settings.teams.filter((team) => team.people.includes(person) || person === `of ${team.id}`);
    const days = Map.groupBy(
      posted.filter(({ teamId }) => teams.some(({ id }) => id === teamId)),
      ({ day }) => day,
    );
    for (const [day, cards] of days) {
      if (cards.length > settings.dailyCardBudget) faults.push(`${person} got ${cards.length} cards on ${day}`);
    }
  }
}

/** Teams in Korea and Japan that share people, with their nights, weekends and holidays. */
export function simulatedSettings(over: Partial<AlertSettingsInput> = {}): AlertSettingsInput {
  const [kim, sato] = ["3f6c8f0e-5b1d-4a55-9d53-0c3f2f9be001", "3f6c8f0e-5b1d-4a55-9d53-0c3f2f9be002"];
  const quietHours = { from: "19:00", to: "08:30" };
  const team = (id: string, rest: object): AlertTeam => AlertTeam.parse({ id, name: id, quietHours, ...rest });
  const conversation = (id: string): object => ({ conversation: `19:${id}` });
  return {
    timeZone: "Asia/Seoul",
    teams: [
      team("shop", { ...conversation("shop"), people: [kim], holidays: "KR", escalateTo: "leads" }),
      team("pay", { ...conversation("pay"), people: [sato], holidays: "JP", timeZone: "Asia/Tokyo" }),
      team("leads", { people: [kim, sato] }),
    ],
    routes: [
      { by: "service", value: "service-1", team: "shop" },
      { by: "service", value: "service-2", team: "pay" },
      { by: "service", value: "service-3", team: "pay" },
      { by: "service", value: "service-4", team: "shop" },
    ],
    ...{ defaultTeam: "leads", coolDownHours: 24, dailyCardBudget: 3, digest: { day: 1, hour: 9 } },
    ...over,
  };
}
