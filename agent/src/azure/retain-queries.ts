import { type DeleteFilter, predicateToKql, quoteIdentifier } from "@logdoctor/kql";
import { limbSumsKql, rowHashKql } from "../archive/row-hash.ts";
import type { Selection, TimeRange } from "../jobs/retain/ports.ts";

/** Rows of a selection in a range of TimeGenerated. */
function source(selection: Selection, range: TimeRange): string {
  const columns = Object.fromEntries(selection.columns.map(({ name, type }) => [name, type]));
  const time = `TimeGenerated >= datetime(${range.from}) and TimeGenerated < datetime(${range.to})`;
  const filters: readonly DeleteFilter[] = selection.filters;
  const where = filters.length === 0 ? "" : `\n| where ${predicateToKql(filters, columns)}`;
  return `${quoteIdentifier(selection.table)}\n| where ${time}${where}`;
}

/** All rows with the columns in order: what an archive file is made from. */
export function rowsQuery(selection: Selection, range: TimeRange): string {
  const names = selection.columns.map(({ name }) => quoteIdentifier(name));
  return `${source(selection, range)}\n| project ${names.join(", ")}`;
}

/** Rows and billed bytes per hour. */
export function hoursQuery(selection: Selection, range: TimeRange): string {
  return `${source(selection, range)}
| summarize rows = count(), bytes = sum(_BilledSize) by hour = bin(TimeGenerated, 1h)
| project hour = tostring(hour), rows = tostring(rows), bytes = tostring(bytes)`;
}

export function countQuery(selection: Selection, range: TimeRange): string {
  return `${source(selection, range)}\n| summarize rows = count()\n| project rows = tostring(rows)`;
}

/** Rows, time range, billed bytes and content hash of a range, as one row or as one row per UTC day. */
export function proofQuery(selection: Selection, range: TimeRange, perDay: boolean): string {
  const sums = `rows = count(), minTime = min(TimeGenerated), maxTime = max(TimeGenerated), bytes = sum(_BilledSize), ${limbSumsKql()}`;
  const texts = ["rows", "minTime", "maxTime", "bytes", "h0", "h1", "h2", "h3"].map(
    (name) => `${name} = tostring(${name})`,
  );
  const by = perDay ? " by day = bin(TimeGenerated, 1d)" : "";
  return `${source(selection, range)}
| ${rowHashKql(selection.columns, quoteIdentifier)}
| summarize ${sums}${by}
| project ${perDay ? "day = tostring(day), " : ""}${texts.join(", ")}`;
}

/** Billed bytes and rows of a table since an instant. */
export function volumeQuery(table: string, since: string): string {
  return `${quoteIdentifier(table)}
| where TimeGenerated >= datetime(${since})
| summarize rows = count(), bytes = sum(_BilledSize)
| project rows = tostring(rows), bytes = tostring(bytes)`;
}
