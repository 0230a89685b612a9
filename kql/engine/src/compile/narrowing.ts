import type { KqlNode } from "@logdoctor/kql/syntax";
import { nodesOf } from "@logdoctor/kql/syntax";

/** Operators whose columns are those that they name. */
const NAMING = new Set(["SummarizeOperator", "ProjectOperator", "CountOperator", "DistinctOperator"]);
/** Operators that hand on the columns that they do not name. */
const PASSING = new Set([
  "FilterOperator",
  "ExtendOperator",
  "SortOperator",
  "TopOperator",
  "TakeOperator",
  "SerializeOperator",
  "RenderOperator",
]);
/** Functions of a whole row, and of columns that a value names. */
const WHOLE = new Set(["pack_all", "estimate_data_size", "column_ifexists", "columnifexists"]);

/**
 * Is a column that the text does not name of no use to what follows `operator`'s input? `after`: to what follows the
 * operator. A union of hundreds of tables has thousands of columns, of which a query counts by one or two.
 */
export function isNarrow(operator: KqlNode, after: boolean): boolean {
  if (!NAMING.has(operator.kind) && !(after && PASSING.has(operator.kind))) return false;
  return ![...nodesOf(operator)].some(
    (node) =>
      node.kind === "StarExpression" ||
      (node.kind === "FunctionCallExpression" && WHOLE.has(node.child("Name")?.text ?? "")),
  );
}
