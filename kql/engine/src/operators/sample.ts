import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileChild } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns, constantCount, newColumn, noParameters } from "./operator.ts";

/** `sample n`: any rows. */
export function sample(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const rows = constantCount(node.child("Expression"), node, context);
  const { order: _unordered, ...rest } = input;
  if (rows === 0n) return { ...rest, sql: `SELECT * FROM (${input.sql}) LIMIT 0` };
  return { ...rest, sql: `SELECT * FROM (${input.sql}) USING SAMPLE reservoir(${rows} ROWS)` };
}

/** `sample-distinct n of x`: the first values there are, as Kusto was measured to choose. */
export function sampleDistinct(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const rows = constantCount(node.child("Expression"), node, context);
  const value = compileChild(node, "OfExpression", { context, relation: input });
  if (value.type === "dynamic" || value.type === "decimal")
    throw refuse(context, node, `sample-distinct of ${value.type} is not supported`);
  const { column, item } = newColumn(boundColumns(node, context)[0]?.name ?? "", value, context);
  const place = context.fresh();
  return {
    columns: [column],
    sql: `SELECT ${column.physical} FROM (SELECT ${item}, row_number() OVER () AS ${place} FROM (${input.sql}))
      GROUP BY ${column.physical} ORDER BY min(${place}) LIMIT ${rows}`,
  };
}
