import { KqlType } from "@logdoctor/shared-policies";
import { z } from "zod";
import type { RowColumn } from "../archive/rows.ts";
import type { TableFacts } from "../jobs/retain/ports.ts";

const Column = z.looseObject({ name: z.string(), type: z.string() });

/** What is read of a table in the Tables API, 2025-07-01. Unknown members are let pass. */
const Table = z.looseObject({
  properties: z.looseObject({
    plan: z.enum(["Analytics", "Basic", "Auxiliary"]).default("Analytics"),
    retentionInDays: z.int(),
    totalRetentionInDays: z.int(),
    provisioningState: z.string().optional(),
    schema: z.looseObject({ columns: z.array(Column).default([]), standardColumns: z.array(Column).default([]) }),
  }),
});

export const tablesApiVersion = "2025-07-01";

/** Columns that every table has; some are hidden from the API's lists (Azure Monitor, standard columns). */
const everyTable: readonly RowColumn[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "_ItemId", type: "string" },
  { name: "_ResourceId", type: "string" },
  { name: "_SubscriptionId", type: "string" },
  { name: "_BilledSize", type: "real" },
  { name: "_IsBillable", type: "string" },
  { name: "TenantId", type: "string" },
  { name: "Type", type: "string" },
];

const names: Readonly<Record<string, KqlType>> = { boolean: "bool", dateTime: "datetime", double: "real" };

/** The agent's view of a table. Throws when a column has a type that it cannot archive exactly. */
export function tableFacts(table: string, body: unknown): TableFacts {
  const { properties } = Table.parse(body);
  const columns = new Map<string, RowColumn>();
  for (const { name, type } of [...properties.schema.columns, ...properties.schema.standardColumns]) {
    columns.set(name, { name, type: names[type] ?? KqlType.parse(type) });
  }
  // Computed on the fly and slow to read; it is not part of the stored row.
  columns.delete("_TimeReceived");
  for (const column of everyTable) if (!columns.has(column.name)) columns.set(column.name, column);
  return {
    table,
    plan: properties.plan,
    retentionInDays: properties.retentionInDays,
    totalRetentionInDays: properties.totalRetentionInDays,
    columns: [...columns.values()].toSorted((a, b) => a.name.localeCompare(b.name, "en")),
  };
}
