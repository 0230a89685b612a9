import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { compileChild, compileExpr } from "../compile/expression.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import { boundColumns, constantCount, noParameters } from "./operator.ts";

/** The most frequent values, or those with the largest sum; exact here, an estimate in Kusto. */
export function topHitters(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const scope = { context, relation: input };
  const key = compileChild(node, "OfExpression", scope);
  const by = node.child("ByClause")?.child("Expression");
  const weight = by === undefined ? undefined : compileExpr(by, scope);
  if (key.type === "dynamic" || (weight !== undefined && !["long", "int", "real"].includes(weight.type)))
    throw refuse(context, node, "These types are not supported");
  const rows = constantCount(node.child("Expression"), node, context);
  const [keyed, at] = [context.fresh(), context.fresh()];
  const columns = boundColumns(node, context).map((column) => ({ ...column, physical: context.fresh() }));
  const [value, total] = columns;
  if (value === undefined || total === undefined || total.type !== (weight?.type === "real" ? "real" : "long"))
    throw refuse(context, node, "These columns are not supported");
  const sum = weight === undefined ? "count(*)" : sumOf(weight);
  const source = selectWith(input, [`${key.sql} AS ${keyed}`, `row_number() OVER () AS ${at}`]);
  const grouped = `SELECT ${keyed} AS ${value.physical}, ${sum} AS ${total.physical}, min(${at}) AS ${at} FROM (${source}) GROUP BY ${keyed}`;
  const order = [`${total.physical} DESC`, at];
  return { columns, order, sql: `SELECT * FROM (${grouped}) ORDER BY ${order.join(", ")} LIMIT ${rows}` };
}

function sumOf({ type, sql }: Expr): string {
  const real = `CASE WHEN isnan(sum(${sql})) THEN error('kql:NotSupported:A sum of NaN is not proven here') ELSE coalesce(sum(${sql}), 0) END`;
  return type === "real" ? real : `kql_wrap64(CAST(coalesce(sum(${sql}), 0) AS HUGEINT))`;
}
