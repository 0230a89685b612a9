import type { ColumnType } from "@logdoctor/kql";
import type { RuleDocument } from "./rule-document.ts";

/** Columns that the service adds when it stores a row; no transformation sees them. Azure Monitor, standard columns. */
const addedWhenStored = new Set(["_ItemId", "_BilledSize", "_IsBillable", "_SubscriptionId", "Type", "TenantId"]);

const declaredTypes: Readonly<Record<string, ColumnType>> = { boolean: "bool" };

type Columns = Readonly<Record<string, ColumnType>>;

/** What a transformation of a stream sees as its source: declared columns of a custom stream, else those of the table. */
export function streamColumns(document: RuleDocument, stream: string, table: Columns): Columns {
  const declared = document.properties.streamDeclarations?.[stream]?.columns;
  if (declared !== undefined) {
    return Object.fromEntries(declared.map(({ name, type }) => [name, declaredTypes[type] ?? (type as ColumnType)]));
  }
  return Object.fromEntries(Object.entries(table).filter(([name]) => !addedWhenStored.has(name)));
}
