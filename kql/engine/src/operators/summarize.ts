import type { KqlNode } from "@logdoctor/kql/syntax";
import { AGGREGATES } from "../aggregates/registry.ts";
import { type Context, refuse } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns, listOf, named, newColumn, noParameters } from "./operator.ts";

export function summarize(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const by = node.child("ByClause");
  const keys = (by === undefined ? [] : listOf(by)).map((item) => groupKey(item, input, context));
  const aggregates = listOf(node, "Aggregates").map((item) => aggregate(named(item).expression, input, context));
  const bound = boundColumns(node, context);
  if (bound.length !== keys.length + aggregates.length)
    throw refuse(context, node, "These aggregates are not supported");
  // The keys are computed below the grouping, so that GROUP BY names plain columns.
  const inner = keys.map((key) => newColumn("", key, context));
  const outer = [
    ...inner.map(({ column }) => ({ type: column.type, sql: column.physical, nullable: true })),
    ...aggregates,
  ];
  const made = outer.map((value, i) => newColumn(bound[i]?.name ?? "", value, context));
  const source = selectWith(
    input,
    inner.map(({ item }) => item),
  );
  const groups = inner.map(({ column }) => column.physical);
  const select = made.length === 0 ? "1" : made.map(({ item }) => item).join(", ");
  return {
    columns: made.map(({ column }) => column),
    sql: `SELECT ${select} FROM (${source})${groups.length === 0 ? "" : ` GROUP BY ${groups.join(", ")}`}`,
  };
}

function groupKey(item: KqlNode, input: Relation, context: Context): Expr {
  const key = compileExpr(named(item).expression, { context, relation: input });
  if (key.type === "dynamic" || key.type === "decimal")
    throw refuse(context, item, `Grouping by ${key.type} is not supported`);
  return key;
}

function aggregate(node: KqlNode, input: Relation, context: Context): Expr {
  const name = node.child("Name")?.symbol?.name ?? "";
  const implementation =
    node.kind === "FunctionCallExpression" && Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name] : undefined;
  if (implementation === undefined)
    throw refuse(context, node, `The aggregate ${node.text.slice(0, 60)} is not supported`);
  const scope = { context, relation: input };
  const nodes = argumentsOf(node);
  const args = nodes.map((argument) => compileExpr(argument, scope));
  return implementation({
    node,
    nodes,
    scope,
    args,
    type: node.type as ColumnType,
    refuse: (message) => refuse(context, node, `${name}(): ${message}`),
  });
}
