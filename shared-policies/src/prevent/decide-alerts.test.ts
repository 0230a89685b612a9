import { describe, expect, test } from "vitest";
import type { RunId } from "../ids.ts";
import { simulatedSettings } from "../testing/alert-simulation.ts";
import { aPreventFinding, testAgent } from "../testing/index.ts";
import type { DayCard } from "./card-budget.ts";
import { type AlertDecision, decideAlerts } from "./decide-alerts.ts";
import type { PreventFinding } from "./finding.ts";
import { answerViolation } from "./move-violation.ts";
import { observeFinding } from "./observe-violation.ts";
import type { Violation } from "./violation.ts";

const settings = simulatedSettings();
const holidays = { KR: new Set(["2026-11-11"]), JP: new Set<string>() };
const morning = "2026-11-10T01:00:00.000Z";
const night = "2026-11-10T14:00:00.000Z";
let runs = 0;

/** As the run found it that was reported now. */
function found(now: string, over: Partial<PreventFinding> = {}, before?: Violation): Violation {
  const window = { from: new Date(Date.parse(now) - 21_600_000).toISOString(), to: now };
  const runId = `run_testing${String(++runs).padStart(3, "0")}` as RunId;
  const seen = { runId, window, actor: { kind: "agent", id: testAgent }, now: new Date(now) } as const;
  return observeFinding(before, aPreventFinding({ service: "service-1", ...over }), seen);
}

function decide(now: string, violations: readonly Violation[], cards: readonly DayCard[] = []): AlertDecision {
  let made = cards.length;
  const newCardId = (): string => `pvc_testing0${made++}`;
  return decideAlerts({ violations, settings, cards, holidays, now: new Date(now), newCardId });
}

const told = ({ notes }: AlertDecision): unknown[] =>
  notes.map(({ outcome, reason, teamId }) => (reason === undefined ? [outcome, teamId] : [reason, teamId]));
const cardsOf = ({ cards }: AlertDecision): DayCard[] => cards.filter(({ isNew }) => isNew).map(({ card }) => card);

/** Cards that a team got today already. */
function earlier(count: number, teamId = "shop"): DayCard[] {
  const at = "2026-11-10T00:00:00.000Z";
  return Array.from({ length: count }, (_, i) => ({
    ...{ id: `pvc_earlier0${i}`, teamId, kind: "violation", day: "2026-11-10", at },
  }));
}

test("findings of a team stand in one card, the gravest and dearest first", () => {
  const violations = [
    found(morning, { id: "pvf_cheap000", usdPerMonth: 1 }),
    found(morning, { id: "pvf_dear0000", usdPerMonth: 9 }),
    found(morning, { id: "pvf_high0000", usdPerMonth: 0, severity: "HIGH" }),
    found(morning, { id: "pvf_others00", service: "service-2" }),
  ];
  const { cards, changed } = decide(morning, violations);
  expect(cards.map(({ card, findingIds }) => [card.teamId, findingIds])).toEqual([
    ["pay", ["pvf_others00"]],
    ["shop", ["pvf_high0000", "pvf_dear0000", "pvf_cheap000"]],
  ]);
  expect(changed.every(({ state }) => state === "Alerted")).toBe(true);
});

test("what comes soon after a card joins it", () => {
  const [card] = earlier(1);
  if (card === undefined) throw new Error("There is a card");
  const soon = decide("2026-11-10T00:10:00.000Z", [found("2026-11-10T00:10:00.000Z")], [card]);
  expect([told(soon), cardsOf(soon)]).toEqual([[["joined", "shop"]], []]);
});

describe("held back:", () => {
  test("at night, until the team works, past a holiday", () => {
    const decision = decide(night, [found(night)]);
    expect(told(decision)).toEqual([["quiet-hours", "shop"]]);
    expect(decision.notes[0]?.until).toBe("2026-11-11T23:30:00.000Z");
    const onHoliday = decide("2026-11-11T03:00:00.000Z", [found("2026-11-11T03:00:00.000Z")]);
    expect(told(onHoliday)).toEqual([["holiday", "shop"]]);
  });

  test("above the budget of a day, which keeps a message for what is urgent", () => {
    expect(told(decide(morning, [found(morning)], earlier(2)))).toEqual([["budget", "shop"]]);
    const urgent = decide(morning, [found(morning, { severity: "HIGH" })], earlier(1));
    expect(cardsOf(urgent)).toHaveLength(1);
  });

  test("what somebody acknowledged before it was told", () => {
    const violation = found(night);
    const by = { actor: { kind: "person", id: "kim" }, reason: "", now: new Date(night) } as const;
    const known = answerViolation(violation, { ...by, action: "acknowledge" });
    expect(known && told(decide("2026-11-12T01:00:00.000Z", [known]))).toEqual([["already-alerted", "shop"]]);
  });
});

describe("gets through whatever the hour and the budget:", () => {
  test("HIGH that was never told, in the last message of the day where no other is left", () => {
    const high = found(night, { severity: "HIGH" });
    expect(cardsOf(decide(night, [high]))).toHaveLength(1);
    const joined = decide(night, [high], earlier(3));
    expect([told(joined), cardsOf(joined)]).toEqual([[["joined", "shop"]], []]);
  });

  test("a severity above the one that was told, at once, and not again while it stays", () => {
    const first = decide(morning, [found(morning)]);
    const [alerted] = first.changed;
    const graver = found(night, { severity: "HIGH" }, alerted);
    const second = decide(night, [graver], cardsOf(first));
    expect(told(second)).toEqual([["sent", "shop"]]);
    const [same] = second.changed;
    const third = decide("2026-11-10T20:00:00.000Z", [found("2026-11-10T20:00:00.000Z", { severity: "HIGH" }, same)]);
    expect(told(third)).toEqual([["already-alerted", "shop"]]);
  });
});

test("nothing is decided twice of one run, and the next time is known", () => {
  const once = decide(night, [found(night)]);
  const again = decide(night, once.changed);
  expect([again.changed, again.notes, again.cards]).toEqual([[], [], []]);
  expect(again.nextAt?.toISOString()).toBe("2026-11-11T23:30:00.000Z");
});

describe("an alert that nobody answered and that is found graver", () => {
  const due = "2026-11-11T23:30:00.000Z";
  const later = new Date(Date.parse(due) + 1000).toISOString();

  /** Told once, and found again as its answer is due or before. */
  function overtaken(at: string, unanswered: number): Violation {
    const [alerted] = decide(morning, [found(morning)]).changed;
    if (alerted === undefined) throw new Error("It is told");
    return found(at, { severity: "HIGH" }, { ...alerted, unanswered });
  }

  test("after its time counts, and before its time counts as one with the next", () => {
    const [after] = decide(due, [overtaken(due, 0)]).changed;
    expect(after).toMatchObject({ state: "Alerted", unanswered: 1, alertedSeverity: "HIGH" });
    const [before] = decide(night, [overtaken(night, 0)]).changed;
    expect(before).toMatchObject({ state: "Alerted", unanswered: 0, alertedSeverity: "HIGH" });
  });

  test("is found graver in time, where only the decision comes late", () => {
    const [changed] = decide(due, [overtaken(night, 2)]).changed;
    expect(changed).toMatchObject({ state: "Alerted", unanswered: 2 });
  });

  test("escalates at the third, and its own team is told right after, once", () => {
    const escalation = decide(due, [overtaken(due, 2)]);
    expect([told(escalation), escalation.nextAt?.toISOString()]).toEqual([[["sent", "leads"]], later]);
    const own = decide(later, escalation.changed);
    expect(told(own)).toEqual([["sent", "shop"]]);
    expect(own.changed).toMatchObject([{ state: "Alerted", unanswered: 0, alertedSeverity: "HIGH" }]);
    expect(decide(new Date(Date.parse(later) + 1000).toISOString(), own.changed).notes).toEqual([]);
  });

  test("does not count where somebody answered it", () => {
    const [alerted] = decide(morning, [found(morning)]).changed;
    const by = { actor: { kind: "person", id: "kim" }, reason: "", now: new Date(night) } as const;
    const known = alerted && answerViolation(alerted, { ...by, action: "acknowledge" });
    const [changed] = decide(due, [found(due, { severity: "HIGH" }, known)]).changed;
    expect(changed).toMatchObject({ state: "Alerted", unanswered: 0 });
  });
});
