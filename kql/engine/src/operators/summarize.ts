import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import { aggregation } from "./aggregation.ts";
import { boundColumns, listOf, named, newColumn, noParameters } from "./operator.ts";

export function summarize(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const by = node.child("ByClause");
  const keyNodes = (by === undefined ? [] : listOf(by)).map((item) => named(item).expression);
  const keys = keyNodes.map((item) => groupKey(item, input, context));
  const aggregates = aggregation(input, context, keyNodes);
  for (const item of listOf(node, "Aggregates")) checkName(item, context);
  const values = listOf(node, "Aggregates").flatMap((item) => aggregates.compile(expressionOf(item)));
  const bound = boundColumns(node, context);
  if (bound.length !== keys.length + values.length) throw refuse(context, node, "These aggregates are not supported");
  // The keys are computed below the grouping, so that GROUP BY names plain columns.
  const inner = keys.map((key) => newColumn("", key, context));
  const outer = [
    ...inner.map(({ column }) => ({ type: column.type, sql: column.physical, nullable: true })),
    ...values,
  ];
  const made = outer.map((value, i) => newColumn(bound[i]?.name ?? "", value, context));
  const source = selectWith(
    aggregates.source(),
    inner.map(({ item }) => item),
  );
  const groups = inner.map(({ column }) => column.physical);
  const select = made.length === 0 ? "1" : made.map(({ item }) => item).join(", ");
  return {
    columns: made.map(({ column }) => column),
    sql: `SELECT ${select} FROM (${source})${groups.length === 0 ? "" : ` GROUP BY ${groups.join(", ")}`}`,
  };
}

// The name of `make_list(bag[column])` has a random part (measured).
function checkName(item: KqlNode, context: Context): void {
  const hasIndex = (node: KqlNode): boolean =>
    (node.kind === "BracketedExpression" && node.child("Expression")?.kind !== "LiteralExpression") ||
    node.children.some(hasIndex);
  if (item.kind === "FunctionCallExpression" && hasIndex(item))
    throw refuse(context, item, "The name of an aggregate of a computed element is random: give it one");
}

// `x = e` and `(x, y) = e`: the binder knows the names.
function expressionOf(item: KqlNode): KqlNode {
  return item.kind === "SimpleNamedExpression" || item.kind === "CompoundNamedExpression"
    ? (item.child("Expression") ?? item)
    : item;
}

function groupKey(item: KqlNode, input: Relation, context: Context): Expr {
  const key = compileExpr(item, { context, relation: input });
  if (key.type === "dynamic" || key.type === "decimal")
    throw refuse(context, item, `Grouping by ${key.type} is not supported`);
  return key;
}
