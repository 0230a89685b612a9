import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "./context.ts";
import { boolFromTruth, type Expr, isNumeric } from "./expr.ts";
import { compileExpr } from "./expression.ts";
import { columnExpr, type Relation, type RelationColumn } from "./relation.ts";
import { compileTable } from "./table.ts";
import { hasList } from "./term-operators.ts";
import { TEXT_OPERATORS } from "./text-operators.ts";

/** The rows on the right of `in`, `has_any` and the like, when there are rows and no list. */
function rowsOf(node: KqlNode, scope: Scope): { rows: Relation; column: RelationColumn } | undefined {
  const list = node.child("Right")?.child("Expressions")?.elements ?? [];
  const only = list[0];
  if (only?.type !== "table") return undefined;
  const rows = compileTable(only, scope.context);
  const column = rows.columns[0];
  if (column === undefined || list.length > 1) throw refuse(scope.context, only, "Values are one column of rows");
  return { rows, column };
}

/** `value in (rows)`: the values are those of the first column. Undefined when a list stands there. */
export function inRows(node: KqlNode, value: () => Expr, scope: Scope): Expr | undefined {
  const found = rowsOf(node, scope);
  if (found === undefined) return undefined;
  const left = value();
  const { rows, column } = found;
  if (column.type === "dynamic" && left.type === "string") return amongArrays(found);
  if (node.child("Operator")?.text.endsWith("~") === true) return inFolded(node, left, found, scope);
  const both = [left.type, column.type];
  const comparable = both[0] === both[1] || both.every((type) => isNumeric(type));
  if (!comparable || both.some((type) => type === "dynamic" || type === "decimal"))
    throw refuse(scope.context, node, `Looking for ${left.type} among ${column.type} is not supported`);
  const real = column.type === "real" ? ` AND NOT isnan(${column.physical})` : "";
  const truth = `(${left.sql} IN (SELECT ${column.physical} FROM (${rows.sql}) WHERE ${column.physical} IS NOT NULL${real}))`;
  if (!left.nullable) return boolFromTruth(truth, true);
  if (!columnExpr(column).nullable) return { ...boolFromTruth(truth, false), truth };
  // As with `==`: null beside null is null, beside anything else false.
  const nulls = `EXISTS (SELECT 1 FROM (${rows.sql}) WHERE ${column.physical} IS NULL)`;
  const sql = `CASE WHEN ${left.sql} IS NULL AND ${nulls} THEN NULL ELSE coalesce(${truth}, false) END`;
  return { type: "bool", sql, truth, nullable: true };
}

// Whether the values are arrays or what stands in them is not known; nothing is among none.
function amongArrays({ rows, column: { physical } }: { rows: Relation; column: RelationColumn }): Expr {
  const some = `EXISTS (SELECT 1 FROM (${rows.sql}) WHERE ${physical} IS NOT NULL AND ${physical} <> '[]')`;
  return boolFromTruth(
    `CASE WHEN ${some} THEN error('kql:NotSupported:Whether a text is looked for within the arrays of rows is not proven') ELSE false END`,
    true,
  );
}

function inFolded(
  node: KqlNode,
  left: Expr,
  { rows, column }: { rows: Relation; column: RelationColumn },
  scope: Scope,
) {
  const same = TEXT_OPERATORS["EqualTilde"];
  if (same === undefined) throw refuse(scope.context, node, "in~ is not supported");
  const test = same(left, columnExpr(column), (message) => refuse(scope.context, node, message));
  return boolFromTruth(`EXISTS (SELECT 1 FROM (${rows.sql}) WHERE ${test.truth ?? test.sql})`, true);
}

/** `text has_any (rows)` and `has_all`. Undefined when a list stands there. */
export function hasRows(node: KqlNode, scope: Scope): Expr | undefined {
  const found = rowsOf(node, scope);
  const source = node.child("Left");
  if (found === undefined || source === undefined) return undefined;
  const fail = (message: string) => refuse(scope.context, node, message);
  const all = node.kind === "HasAllExpression";
  const test = hasList(compileExpr(source, scope), [columnExpr(found.column)], all, fail);
  const [quantifier, condition] = all ? ["NOT EXISTS", `NOT (${test.sql})`] : ["EXISTS", test.sql];
  return boolFromTruth(`${quantifier} (SELECT 1 FROM (${found.rows.sql}) WHERE ${condition})`, true);
}
