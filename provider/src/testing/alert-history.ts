import {
  type Alert,
  defaultAlertSettings,
  isIgnored,
  nextViolationState,
  type PreventFinding,
  type RunReport,
} from "@logdoctor/shared-policies";
import { aPreventFinding, aPreventOutcome, aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { startDeskWorker } from "../alerts/desk-worker.ts";
import type { Deps } from "../deps.ts";
import { type DocumentStore, listAll } from "../documents/document-store.ts";
import { AppError } from "../http/app-error.ts";
import { answerFinding } from "../prevent-findings/answer-finding.ts";
import { takeOutcome } from "../prevent-findings/take-outcome.ts";
import { violationsOf } from "../prevent-findings/violation-store.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { testClock } from "./test-clock.ts";
import { testHolidays } from "./test-rules.ts";

const hour = 3_600_000;

interface History {
  readonly random: () => number;
  readonly documents: DocumentStore;
  readonly clock: ReturnType<typeof testClock>;
  readonly deps: (mayDie: boolean) => Deps;
  readonly faults: string[];
}

/**
 * Plays some days in which runs come, processes that record them and decide alerts die at any commit or work two at once,
 * and people answer. What went against a promise, in words.
 */
export async function playAlertHistory(random: () => number, days: number): Promise<readonly string[]> {
  const history = historyOf(random);
  const end = history.clock.now().getTime() + days * 24 * hour;
  for (let run = 0; history.clock.now().getTime() < end; run++) {
    const findings = someFindings(random);
    await recordRun(history, run, findings);
    await decideSomehow(history);
    await check(history, findings);
    await answerSome(history);
    history.clock.advance(6 * hour);
  }
  await checkBudget(history);
  await history.documents.close();
  return history.faults;
}

function historyOf(random: () => number): History {
  const clock = testClock();
  const documents = openEmbeddedStore({ file: ":memory:", now: clock.now });
  let ids = 0;
  const dying: DocumentStore = {
    ...documents,
    commit: (...given) =>
      random() < 0.3 ? Promise.reject(new Error("The process died.")) : documents.commit(...given),
  };
  const deps = (mayDie: boolean): Deps =>
    ({
      ...{ documents: mayDie ? dying : documents, now: clock.now, holidays: testHolidays },
      randomId: () => `history${(++ids).toString(36).padStart(8, "0")}`,
    }) as Partial<Deps> as Deps;
  return { random, documents, clock, deps, faults: [] };
}

function someFindings(random: () => number): PreventFinding[] {
  const severities = ["LOW", "MEDIUM", "HIGH"] as const;
  const busy = random() < 0.2 ? 0.9 : 0.4;
  return Array.from({ length: 90 }, (_, i) => i).flatMap((i) => {
    const id = `pvf_history${String(i).padStart(3, "0")}`;
    const severity = severities[Math.floor(random() * random() * 3)] ?? "LOW";
    return random() < busy ? [aPreventFinding({ id, severity, usdPerMonth: Math.floor(random() * 500) })] : [];
  });
}

async function recordRun({ deps, clock }: History, run: number, findings: PreventFinding[]): Promise<void> {
  const now = clock.now();
  const window = { from: new Date(now.getTime() - 6 * hour).toISOString(), to: now.toISOString() };
  const outcome = aPreventOutcome(findings, { window });
  const runId = `run_history${String(run).padStart(4, "0")}` as RunReport["runId"];
  const report = aRunReport({ job: "prevent", runId, prevent: outcome });
  const agent = { agentId: "agt_testing00" };
  for (let attempt = 0; attempt < 200; attempt++) {
    const mine = deps(attempt < 100);
    const ctx = { deps: mine, tenantId: testTenant, now, agent } as never;
    const { writes, complete } = await takeOutcome(ctx, report, outcome);
    const committed = await mine.documents.commit(testTenant, writes).then(
      (result) => result.committed,
      () => false,
    );
    if (committed && complete) return;
  }
  throw new Error("The run could not be recorded");
}

async function decideSomehow({ deps, random }: History): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const one = (): Promise<unknown> => startDeskWorker(deps(true), { pollMs: 0, note: () => undefined }).drain();
    await Promise.allSettled(random() < 0.5 ? [one(), one()] : [one()]);
  }
  const note = (error: unknown): never => {
    throw error;
  };
  const { documents, now } = deps(false);
  // What a dying process put off is due again by now for who comes after it.
  const desk = await documents.read(testTenant, "alert-desk", "desk");
  if (desk !== undefined) {
    const dueAt = now().toISOString();
    const write = { op: "replace", kind: "alert-desk", id: desk.id, etag: desk.etag, body: desk.body, dueAt } as const;
    await documents.commit(testTenant, [write]);
  }
  await startDeskWorker(deps(false), { pollMs: 0, note }).drain();
}

async function answerSome({ deps, documents, random, clock }: History): Promise<void> {
  for (const { id, etag } of await violationsOf(documents, testTenant, "open")) {
    if (random() >= 0.05) continue;
    const action = (["acknowledge", "actionTaken", "ignore"] as const)[Math.floor(random() * 3)] ?? "ignore";
    const actor = { kind: "person", id: "kim" } as const;
    const answer = { tenantId: testTenant, id, action, reason: "We know.", actor, now: clock.now(), ifMatch: etag };
    await answerFinding(deps(false), answer).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
  }
}

async function check({ documents, clock, faults }: History, found: readonly PreventFinding[]): Promise<void> {
  const now = clock.now();
  const alerts = (await listAll(documents, testTenant, "alert")).map(({ body }) => body);
  const cards = new Map((await listAll(documents, testTenant, "alert-card")).map(({ id, body }) => [id, body]));
  const owed = new Set((await listAll(documents, testTenant, "outbox")).map(({ body }) => body.alertCardId));
  for (const id of cards.keys()) if (!owed.has(id)) faults.push(`nobody is owed the card ${id}`);
  const noted = new Set(alerts.filter(({ sentAt }) => Date.parse(sentAt) >= now.getTime()).flatMap(idsOf));
  for (const { id } of found) if (!noted.has(id)) faults.push(`what became of ${id} is not noted`);
  for (const { body } of await violationsOf(documents, testTenant)) {
    const { finding, state, cardId = "", transitions } = body;
    const untold = state === "Violated" && finding.severity === "HIGH" && !isIgnored(body, now);
    if (untold) faults.push(`HIGH ${finding.id} was not told`);
    const isOnCard = cards.get(cardId)?.findingIds.includes(finding.id) === true;
    if (state === "Alerted" && !isOnCard) faults.push(`${finding.id} is on no card`);
    for (const [i, { from, step, to }] of transitions.entries()) {
      const follows = i === 0 || transitions[i - 1]?.to === from;
      if (!follows || nextViolationState(from, step) !== to) faults.push(`${finding.id} went from ${from} to ${to}`);
    }
  }
}

function idsOf({ findingIds }: Alert): readonly string[] {
  return findingIds;
}

async function checkBudget({ documents, faults }: History): Promise<void> {
  const cards = (await listAll(documents, testTenant, "alert-card")).map(({ body }) => body);
  for (const [day, ofDay] of Map.groupBy(cards, (card) => card.day)) {
    if (ofDay.length > defaultAlertSettings.dailyCardBudget) faults.push(`${ofDay.length} cards on ${day}`);
  }
}
