import { refuse } from "../compile/context.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { selectWith } from "../compile/relation.ts";
import { positioned } from "../operators/windowing.ts";
import { argument, type Plugin } from "./plugin.ts";

/**
 * `evaluate rows_near(condition, rows [, rowsAfter])`: the rows that stand at most so many rows before or after one of
 * which the condition holds. https://learn.microsoft.com/kusto/query/rows-near-plugin
 */
export const rowsNear: Plugin = (node, call, input, context) => {
  if (input.order === undefined)
    throw refuse(context, node, "rows_near() needs serialized rows: sort or serialize them first", "SemanticError");
  const [condition, ...counts] = argumentsOf(call);
  if (condition === undefined || counts.length < 1 || counts.length > 2)
    throw refuse(context, call, "rows_near() takes a condition, a number of rows, and one of rows after it");
  const { type, truth, sql } = compileExpr(condition, { context, relation: input });
  if (type !== "bool") throw refuse(context, condition, "The condition must be a bool");
  const [before = 0n, after = before] = counts.map((count, i) => {
    const { literal } = argument({ call, input, context }, i + 1, "int", "long");
    if (typeof literal !== "bigint" || literal < 0n)
      throw refuse(context, count, "A constant number of rows is needed");
    return literal;
  });
  const rows = positioned(input, context);
  const [at, near] = [rows.order?.[0] ?? "", context.fresh()];
  // A row that has a hit at most `after` rows before it, or at most `before` rows behind it.
  const window = `OVER (ORDER BY ${at} ROWS BETWEEN ${after} PRECEDING AND ${before} FOLLOWING)`;
  const marked = selectWith(rows, [`bool_or(coalesce(${truth ?? sql}, false)) ${window} AS ${near}`]);
  return { ...rows, sql: `SELECT * FROM (${marked}) WHERE ${near}` };
};
