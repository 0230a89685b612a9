import { isoFromTicks, ticksFromIso } from "@logdoctor/kql-engine";
import { msFromTicks, ticksFromMs } from "../clock.ts";
import type { Limits } from "../limits.ts";
import { SERVICE_COLUMNS } from "../workspace/standard-columns.ts";
import type { Table } from "../workspace/workspace.ts";

/**
 * A received row as JSON text for the store: columns that the table lacks are dropped, and a TimeGenerated that is absent, no time,
 * older than two days or more than a day ahead becomes the time received. logs/log-standard-columns.md
 */
export function prepareRow(
  row: Record<string, unknown>,
  context: { table: Table; receivedMs: number; limits: Limits },
): string {
  const kept = Object.entries(row).filter(
    ([name]) => name in context.table.schema.columns && !SERVICE_COLUMNS.has(name),
  );
  return JSON.stringify({ ...Object.fromEntries(kept), TimeGenerated: timeGenerated(row["TimeGenerated"], context) });
}

function timeGenerated(value: unknown, { receivedMs, limits }: { receivedMs: number; limits: Limits }): string {
  const received = isoFromTicks(ticksFromMs(receivedMs));
  if (typeof value !== "string") return received;
  const ticks = toTicks(value);
  if (ticks === undefined) return received;
  const age = receivedMs - msFromTicks(ticks);
  const tooOld = age > limits.ingestionOldestHours * 3_600_000;
  const tooNew = -age > limits.ingestionNewestHours * 3_600_000;
  return tooOld || tooNew ? received : value;
}

function toTicks(value: string): bigint | undefined {
  try {
    return ticksFromIso(value);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}
