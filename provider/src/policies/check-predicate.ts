import { parsePredicate } from "@logdoctor/kql";
import { tableColumns } from "@logdoctor/kql/tables";
import type { FieldProblem } from "@logdoctor/shared-policies";
import { inferColumns } from "./infer-columns.ts";

const pointer = "/predicate";

/**
 * Problems of a row predicate on one table, with line and column. A table whose columns are not declared (a custom one)
 * gets a check of the grammar alone; the agent binds the predicate to the real columns before it uses it.
 */
export function checkPredicate(predicate: string, table: string): FieldProblem[] {
  const declared = tableColumns(table);
  const result = parsePredicate(predicate, declared ?? inferColumns(predicate));
  if (result.ok) return [];
  return result.diagnostics.map(({ code, message, position }) => ({
    pointer,
    code,
    detail: `${message} (table ${table}, line ${position.line}, column ${position.column})`,
  }));
}
