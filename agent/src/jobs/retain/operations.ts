import { outOfTime, type RetainContext, type Unit } from "./context.ts";
import type { Operation } from "./journal.ts";
import { settle } from "./shrink-table.ts";

const pollMs = 5_000;
/** Purge may take 30 days (Azure Monitor, personal data management): a run does not wait for it. */
const patient: ReadonlySet<Operation["method"]> = new Set(["deleteData"]);

/**
 * Settles steps that an interrupted attempt only intended: if the rows are gone, the step happened; if not, the intent is
 * dropped and the table is looked at afresh.
 */
export async function settleIntents(context: RetainContext, units: readonly Unit[]): Promise<void> {
  for (const operation of context.journal.doc.operations.filter((op) => op.state === "intended")) {
    const unit = units.find((candidate) => candidate.key === operation.unit);
    if (unit === undefined) continue;
    const done =
      operation.method === "tableRetention"
        ? retentionLowered(unit, context)
        : await rowsGone(context, unit, operation);
    await settle(context, operation, done ? "done" : "failed");
  }
}

// The baseline is journalled before the table is changed, so a table below its baseline was changed by us.
function retentionLowered(unit: Unit, context: RetainContext): boolean {
  const before = context.journal.doc.baseline[unit.facts.table];
  return before !== undefined && unit.facts.totalRetentionInDays < before.totalRetentionInDays;
}

async function rowsGone(context: RetainContext, unit: Unit, operation: Operation): Promise<boolean> {
  if (operation.rows === 0) return false;
  return (await context.workspace.count(unit.selection, { from: operation.from, to: operation.to })) === 0;
}

/** Follows requested operations until they end or the attempt's time is used. */
export async function followOperations(context: RetainContext): Promise<void> {
  for (;;) {
    const open = context.journal.doc.operations.filter((op) => op.state === "requested");
    for (const operation of open) await follow(context, operation);
    const waiting = open.some((op) => op.state === "requested" && patient.has(op.method));
    if (!waiting || outOfTime(context)) return;
    await context.clock.sleep(pollMs);
  }
}

async function follow(context: RetainContext, operation: Operation): Promise<void> {
  const { state } = await context.workspace.operation(operation.reference ?? "");
  if (state === "succeeded") await settle(context, operation, "done");
  if (state === "failed") await settle(context, operation, "failed");
}
