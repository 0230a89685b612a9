import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileExpr } from "../compile/expression.ts";
import { columnExpr, type Relation } from "../compile/relation.ts";
import { boundColumns, listOf, newColumn, noParameters } from "./operator.ts";

export function distinct(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const list = listOf(node);
  const star = list.length === 1 && list[0]?.kind === "StarExpression";
  const values = star
    ? input.columns.map(columnExpr)
    : list.map((item) => compileExpr(item, { context, relation: input }));
  const bound = boundColumns(node, context);
  if (bound.length !== values.length) throw refuse(context, node, "This list of columns is not supported");
  if (values.some((value) => value.type === "dynamic"))
    throw refuse(context, node, "distinct of dynamic is not supported");
  const made = values.map((value, i) => newColumn(bound[i]?.name ?? "", value, context));
  return {
    columns: made.map(({ column }) => column),
    sql: `SELECT DISTINCT ${made.map(({ item }) => item).join(", ")} FROM (${input.sql})`,
  };
}
