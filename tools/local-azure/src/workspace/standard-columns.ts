import { guidFrom } from "../ids.ts";
import type { Table, Workspace } from "./workspace.ts";

/** Columns that only the service writes. logs/log-standard-columns.md */
export const SERVICE_COLUMNS: ReadonlySet<string> = new Set([
  "_ItemId",
  "_BilledSize",
  "_IsBillable",
  "Type",
  "TenantId",
  "_SubscriptionId",
]);

/**
 * Adds the standard columns that a row lacks: `_ItemId`, `_BilledSize`, `_IsBillable`, `Type`, `TenantId`, `_ResourceId`, `_SubscriptionId`.
 * `row` is JSON object text and stays text, so that no digit is lost and millions of rows load fast. logs/log-standard-columns.md
 *
 * `_BilledSize` is the UTF-8 length of the row without these columns: Azure's own size is documented only as some 25 % below raw JSON.
 */
export function completeRow(workspace: Workspace, table: Table, row: string): string {
  const end = row.lastIndexOf("}");
  if (end < 0 || row.trimStart()[0] !== "{") throw new TypeError(`A row must be a JSON object: ${row.slice(0, 80)}`);
  const body = row.slice(0, end).trimEnd();
  const present = needsParsing(body) ? new Set(Object.keys(JSON.parse(row) as object)) : undefined;
  let added = "";
  for (const [name, value] of defaults(workspace, table, row)) {
    if (present?.has(name) !== true) added += `,"${name}":${value}`;
  }
  return `${body.endsWith("{") ? body + added.slice(1) : body + added}}`;
}

const STANDARD_NAME = /"(?:_ItemId|_BilledSize|_IsBillable|Type|TenantId|_ResourceId|_SubscriptionId)"\s*:/;

/** A standard name somewhere in the text may also be a key inside a dynamic: only parsing tells. */
function needsParsing(body: string): boolean {
  return STANDARD_NAME.test(body);
}

function defaults(workspace: Workspace, table: Table, row: string): [string, string][] {
  workspace.itemCount += 1;
  return [
    ["_ItemId", JSON.stringify(itemId(workspace))],
    ["_BilledSize", String(Buffer.byteLength(row))],
    ["_IsBillable", table.schema.billable ? '"True"' : '"False"'],
    ["Type", JSON.stringify(table.name)],
    ["TenantId", JSON.stringify(workspace.customerId)],
    ["_ResourceId", '""'],
    ["_SubscriptionId", JSON.stringify(workspace.subscriptionId)],
  ];
}

const prefixes = new WeakMap<Workspace, string>();

function itemId(workspace: Workspace): string {
  const prefix = prefixes.get(workspace) ?? guidFrom(workspace.id).slice(0, 24);
  prefixes.set(workspace, prefix);
  return prefix + workspace.itemCount.toString(16).padStart(12, "0");
}
