import {
  absenceOf,
  type Observation,
  observeAbsence,
  observeFinding,
  type PreventFinding,
  type PreventOutcome,
  preventRunOf,
  type RunReport,
  type Violation,
} from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import { writeAlertCard } from "../alerts/alert-card-store.ts";
import { readDesk, wakeDesk } from "../alerts/desk-store.ts";
import type { Stored, Write } from "../documents/document-store.ts";
import { enqueue } from "../outbox/outbox-store.ts";
import { writePreventRun } from "./prevent-run-store.ts";
import { cardsShowing } from "./touch-card.ts";
import { findViolation, violationsOf, writeViolation } from "./violation-store.ts";

/** What one transaction may take: Cosmos DB allows 100 operations and 2 MB, and a run needs some. */
const maxWrites = 60;
const maxBytes = 600_000;
const readsAtOnce = 50;
/** Cards that a report brings up to date; a refresh shows the others as they are. */
const maxCards = 10;

export interface Taken {
  readonly writes: readonly Write[];
  /** Whether these are all; otherwise they are to be committed, and the outcome taken again. */
  readonly complete: boolean;
}

/**
 * The writes by which a run of Prevent changes what is kept of findings. More of them than one transaction holds come in
 * several, with the run itself in the last: a finding that is taken again changes nothing. The last one wakes the desk,
 * which owes people what they are to be told.
 */
export async function takeOutcome(ctx: AgentContext, report: RunReport, outcome: PreventOutcome): Promise<Taken> {
  const { deps, tenantId, now } = ctx;
  const observation: Observation = {
    ...{ runId: report.runId, window: outcome.window, now },
    actor: { kind: "agent", id: ctx.agent.agentId },
  };
  const changes = [
    ...(await foundIn(ctx, outcome.findings, observation)),
    ...(await goneFrom(ctx, report, outcome, observation)),
  ];
  const { taken, complete } = fitting(changes, now);
  const cards = await cardWrites(ctx, taken);
  const writes = [...taken.map(({ read, after }) => writeViolation(read, after, now)), ...cards];
  if (!complete) return { writes, complete };
  const desk = await readDesk(deps.documents, tenantId);
  return {
    writes: [...writes, writePreventRun(preventRunOf(report, outcome, now), now), wakeDesk(desk, now)],
    complete,
  };
}

interface Change {
  readonly read: Stored<Violation> | undefined;
  readonly after: Violation;
}

async function foundIn(
  { deps, tenantId }: AgentContext,
  findings: readonly PreventFinding[],
  observation: Observation,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (let start = 0; start < findings.length; start += readsAtOnce) {
    const slice = findings.slice(start, start + readsAtOnce);
    const read = await Promise.all(slice.map(({ id }) => findViolation(deps.documents, tenantId, id)));
    for (const [i, finding] of slice.entries()) {
      if (isTaken(read[i]?.body, finding, observation)) continue;
      const after = observeFinding(read[i]?.body, finding, observation);
      if (after !== read[i]?.body) changes.push({ read: read[i], after });
    }
  }
  return changes;
}

function isTaken(before: Violation | undefined, finding: PreventFinding, { runId }: Observation): boolean {
  return before?.lastRunId === runId && textOf(before.finding) === textOf(finding);
}

// A store may give fields back in another order.
function textOf(finding: PreventFinding): string {
  return JSON.stringify(finding, Object.keys(finding).toSorted());
}

async function goneFrom(
  { deps, tenantId }: AgentContext,
  { status }: RunReport,
  outcome: PreventOutcome,
  observation: Observation,
): Promise<Change[]> {
  const found = new Set(outcome.findings.map(({ id }) => id));
  const open = await violationsOf(deps.documents, tenantId, "open");
  return open
    .filter(({ id }) => !found.has(id))
    .flatMap((read) => {
      const absence = absenceOf(outcome, read.body.finding, { complete: status === "succeeded" });
      const after = observeAbsence(read.body, absence, observation);
      return after === read.body ? [] : [{ read, after }];
    });
}

function fitting(changes: readonly Change[], now: Date): { taken: readonly Change[]; complete: boolean } {
  let bytes = 0;
  for (const [i, { read, after }] of changes.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(writeViolation(read, after, now)));
    const isFull = i >= maxWrites || bytes > maxBytes;
    if (isFull && i > 0) return { taken: changes.slice(0, i), complete: false };
  }
  return { taken: changes, complete: true };
}

/** Cards show where their findings stand: those of findings that moved are owed an update. */
async function cardWrites({ deps, tenantId, now }: AgentContext, changes: readonly Change[]): Promise<Write[]> {
  const moved = changes.filter(({ read, after }) => read !== undefined && read.body.state !== after.state);
  const shown = moved.map(({ after }) => after);
  const cards = await cardsShowing(deps.documents, tenantId, shown, maxCards);
  return cards.flatMap((card) => {
    const owed = enqueue({ id: `out_${deps.randomId()}`, alertCardId: card.id, kind: "updated", now });
    return [writeAlertCard(card, card.body, now), owed];
  });
}
