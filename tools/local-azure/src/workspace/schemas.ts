import { readFileSync } from "node:fs";
import type { Column } from "@logdoctor/kql-engine";
import { z } from "zod";

const ColumnType = z.enum([
  "string",
  "int",
  "long",
  "real",
  "bool",
  "datetime",
  "timespan",
  "guid",
  "dynamic",
  "decimal",
]);

const TableSchema = z.strictObject({
  category: z.string(),
  /** May be switched to the Basic plan. */
  basic: z.boolean(),
  /** May be named by a workspace transformation. */
  transform: z.boolean(),
  /** Days when neither the table nor a longer workspace default says otherwise: 90 for App* tables, Usage and AzureActivity. */
  defaultRetentionInDays: z.number().int().nullable(),
  billable: z.boolean(),
  columns: z.record(z.string(), ColumnType),
});
export type TableSchema = z.infer<typeof TableSchema>;

/** Azure's own tables; see schemas/NOTICE.md for their source. */
export const TABLE_SCHEMAS: ReadonlyMap<string, TableSchema> = readSchemas();

/** Columns that every table has. logs/log-standard-columns.md */
export const STANDARD_COLUMNS = {
  TimeGenerated: "datetime",
  TenantId: "string",
  Type: "string",
  _ResourceId: "string",
  _SubscriptionId: "string",
  _ItemId: "string",
  _BilledSize: "real",
  _IsBillable: "string",
} as const satisfies Record<string, Column["type"]>;

/** Schema of a custom table (`_CL`), standard columns included. */
export function customTableSchema(columns: readonly Column[]): TableSchema {
  const own = Object.fromEntries(columns.map((column) => [column.name, column.type]));
  return {
    category: "Custom",
    basic: true,
    transform: true,
    defaultRetentionInDays: null,
    billable: true,
    columns: { ...own, ...STANDARD_COLUMNS },
  };
}

export function columnsOf(schema: TableSchema): Column[] {
  return Object.entries(schema.columns).map(([name, type]) => ({ name, type }));
}

function readSchemas(): Map<string, TableSchema> {
  const text = readFileSync(new URL("../../schemas/tables.json", import.meta.url), "utf8");
  return new Map(Object.entries(z.record(z.string(), TableSchema).parse(JSON.parse(text))));
}
