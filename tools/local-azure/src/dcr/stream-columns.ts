import type { Column, ColumnType } from "@logdoctor/kql-engine";
import { SERVICE_COLUMNS } from "../workspace/standard-columns.ts";
import type { Table } from "../workspace/workspace.ts";
import type { RuleBody } from "./rule.ts";

/** Types of stream declarations whose names differ from KQL's. data-collection/data-collection-rule-structure.md */
const KQL_TYPES: Readonly<Record<string, ColumnType>> = { boolean: "bool" };

/**
 * What a transformation sees as `source`: the declared columns of a custom stream, those of the table for Azure's own. Columns that the
 * service writes as it stores a row are not there yet (unverified).
 */
export function streamColumns(body: RuleBody, stream: string, table: Table): Column[] {
  const declared = body.properties.streamDeclarations?.[stream];
  if (declared !== undefined) {
    return declared.columns.map(({ name, type }) => ({ name, type: KQL_TYPES[type] ?? (type as ColumnType) }));
  }
  return Object.entries(table.schema.columns)
    .filter(([name]) => !SERVICE_COLUMNS.has(name))
    .map(([name, type]) => ({ name, type }));
}
