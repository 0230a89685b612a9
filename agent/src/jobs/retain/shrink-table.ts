import { chooseLever, type HeldBack, type HourCount, type Lever, ticksOf } from "@logdoctor/shared-policies";
import { sumRows } from "./archive-table.ts";
import { outOfTime, type RetainContext, type Unit } from "./context.ts";
import { type Refusal, refusalOf } from "./guard.ts";
import type { Operation } from "./journal.ts";
import { type TimeRange, WorkspaceError } from "./ports.ts";

/** Delete Data takes ten requests an hour per workspace (Azure Monitor, delete log data). */
const deleteCallsPerHour = 10;
const hourMs = 3_600_000;

/** Removes what has expired by the lever that fits, or notes why not. Returns the lever it chose. */
export async function shrinkTable(context: RetainContext, unit: Unit, hours: readonly HourCount[]): Promise<Lever> {
  const lever = chooseLever(
    unit.policy,
    unit.onTable.map((other) => other.policy),
    unit.facts,
  );
  if (lever.method === "archiveOnly" || lever.method === "none") return lever;
  if (unit.heldBack.size > 0) return lever;
  if (outOfTime(context)) {
    unit.heldBack.add("time-budget");
    return lever;
  }
  if (lever.method === "tableRetention") await lowerRetention(context, unit, { lever, hours });
  else await removeRows(context, unit, { method: lever.method, hours });
  return lever;
}

async function lowerRetention(
  context: RetainContext,
  unit: Unit,
  with_: { lever: Extract<Lever, { method: "tableRetention" }>; hours: readonly HourCount[] },
): Promise<void> {
  const { lever, hours } = with_;
  const unseen = unit.policy.archiveEnabled && unit.facts.totalRetentionInDays > unit.facts.retentionInDays;
  if (unseen) {
    const note =
      "Rows in long-term retention cannot be queried, so they cannot be proven archived: total retention stays.";
    return hold(unit, { refused: "not-verified", note });
  }
  const last = endOfHour(expiryEnd(context, lever.totalRetentionInDays));
  if (ticksOf(last) > ticksOf(unit.cutoff)) {
    const note = "The run began so long ago that younger rows would go than it has archived.";
    return hold(unit, { refused: "not-verified", note });
  }
  const rows = sumRows(hours.filter((hour) => ticksOf(hour.hour) < ticksOf(last)));
  const range = rangeOf(hours, unit.cutoff) ?? { from: last, to: unit.cutoff };
  const refusal = await refusalOf(context, unit, {
    method: "tableRetention",
    range,
    rows,
    totalRetentionDays: lever.totalRetentionInDays,
  });
  if (refusal !== undefined) return hold(unit, refusal);
  const operation = await intend(context, unit, {
    method: "tableRetention",
    range: { from: range.from, to: last },
    rows,
  });
  const { retentionInDays, totalRetentionInDays } = unit.facts;
  await context.journal.save((doc) => {
    doc.baseline[unit.facts.table] ??= { retentionInDays, totalRetentionInDays };
  });
  await context.workspace.setRetention(unit.facts.table, lever);
  await settle(context, operation, "done");
}

// Azure drops rows by their age at the moment of the change, not as of the run's start, by its own clock, and not by
// whole hours: so an hour more is counted.
function expiryEnd(context: RetainContext, totalRetentionDays: number): Date {
  return new Date(context.clock.now().getTime() - (totalRetentionDays * 24 - 1) * hourMs);
}

function endOfHour(instant: Date): string {
  return new Date(Math.ceil(instant.getTime() / hourMs) * hourMs).toISOString();
}

async function removeRows(
  context: RetainContext,
  unit: Unit,
  with_: { method: "deleteData" | "purge"; hours: readonly HourCount[] },
): Promise<void> {
  const { method } = with_;
  const pending = context.journal.doc.operations.some((op) => op.unit === unit.key && op.state === "requested");
  if (pending) return;
  const hours = withinRowLimit(context, with_.hours);
  const range = rangeOf(hours, hours.length === with_.hours.length ? unit.cutoff : undefined);
  if (with_.hours.length === 0) return;
  if (range === undefined)
    return hold(unit, { refused: "row-limit", note: "The ceiling's row limit of this run is used up." });
  if (hours.length < with_.hours.length)
    hold(unit, { refused: "row-limit", note: "The ceiling's row limit lets only part go in this run." });
  if (method === "deleteData" && quotaLeft(context) <= 0) {
    return hold(unit, { refused: "quota", note: "Ten Delete Data requests went out within the hour." });
  }
  const rows = sumRows(hours);
  const refusal = await refusalOf(context, unit, { method, range, rows });
  if (refusal !== undefined) return hold(unit, refusal);
  await request(context, unit, { method, range, rows });
}

async function request(
  context: RetainContext,
  unit: Unit,
  step: { method: "deleteData" | "purge"; range: TimeRange; rows: number },
): Promise<void> {
  const operation = await intend(context, unit, step);
  try {
    const reference = await context.workspace.remove(step.method, unit.selection, step.range);
    await context.journal.save(() => {
      operation.state = "requested";
      operation.reference = reference;
    });
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const reason: HeldBack = error.kind === "throttled" ? "quota" : "failed";
    await settle(context, operation, "failed");
    hold(unit, { refused: reason, note: error.message });
  }
}

/** Journals a step before it happens. */
async function intend(
  context: RetainContext,
  unit: Unit,
  step: { method: Operation["method"]; range: TimeRange; rows: number },
): Promise<Operation> {
  const at = context.clock.now().toISOString();
  const number = context.journal.doc.operations.length + 1;
  const operation: Operation = {
    id: `${context.lease.runId}-${context.lease.fence}-${number}`,
    unit: unit.key,
    table: unit.facts.table,
    method: step.method,
    from: step.range.from,
    to: step.range.to,
    rows: step.rows,
    state: "intended",
    at,
  };
  await context.journal.save((doc) => {
    doc.operations.push(operation);
    doc.rowsRemoved += step.rows;
    if (step.method === "deleteData") doc.deleteCalls = [...recentCalls(context), at];
  });
  return operation;
}

/** Ends an operation in the journal; rows of a done one count as shrunk. */
export async function settle(context: RetainContext, operation: Operation, state: "done" | "failed"): Promise<void> {
  await context.journal.save((doc) => {
    operation.state = state;
    if (state === "done") context.journal.unit(operation.unit).shrunk += operation.rows;
    else doc.rowsRemoved -= operation.rows;
  });
}

function recentCalls(context: RetainContext): string[] {
  const since = context.clock.now().getTime() - hourMs;
  return context.journal.doc.deleteCalls.filter((at) => Date.parse(at) > since);
}

export function quotaLeft(context: RetainContext): number {
  return deleteCallsPerHour - recentCalls(context).length;
}

/** When the oldest call of the last hour leaves the quota's window. */
export function quotaFreeAt(context: RetainContext): Date {
  const oldest = Math.min(...recentCalls(context).map((at) => Date.parse(at)), context.clock.now().getTime());
  return new Date(oldest + hourMs + 1000);
}

/** The oldest whole days whose rows fit under what the ceiling still lets this run remove. */
function withinRowLimit(context: RetainContext, hours: readonly HourCount[]): HourCount[] {
  const allowed = context.ceiling.maxRowsDeletedPerRun - context.journal.doc.rowsRemoved;
  const sorted = hours.toSorted((a, b) => a.hour.localeCompare(b.hour));
  let sum = 0;
  let fitting = 0;
  for (const [index, hour] of sorted.entries()) {
    sum += hour.rows;
    if (sum > allowed) break;
    const next = sorted[index + 1];
    if (next === undefined || next.hour.slice(0, 10) !== hour.hour.slice(0, 10)) fitting = index + 1;
  }
  return sorted.slice(0, fitting);
}

/** From the first hour with rows to `end`, or to the end of the last hour. */
function rangeOf(hours: readonly HourCount[], end: string | undefined): TimeRange | undefined {
  const starts = hours.map((hour) => hour.hour).toSorted();
  const first = starts[0];
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const afterLast = new Date(Date.parse(`${last.slice(0, 19)}Z`) + hourMs).toISOString();
  return { from: first, to: end ?? afterLast };
}

function hold(unit: Unit, refusal: Refusal): void {
  unit.heldBack.add(refusal.refused);
  unit.notes.push(refusal.note);
}
