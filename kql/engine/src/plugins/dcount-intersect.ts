import { refuse } from "../compile/context.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { selectWith } from "../compile/relation.ts";
import { boundColumns } from "../operators/operator.ts";
import type { Plugin } from "./plugin.ts";

/**
 * How many values each of the sketches has in common with all before it: s0, s1, …
 * https://learn.microsoft.com/kusto/query/dcount-intersect-plugin
 */
export const dcountIntersect: Plugin = (node, call, input, context) => {
  const sketches = argumentsOf(call).map((argument) => compileExpr(argument, { context, relation: input }).sql);
  const added = boundColumns(node, context).slice(input.columns.length);
  if (added.length !== sketches.length || sketches.length < 2)
    throw refuse(context, call, "These arguments are not supported");
  const columns = added.map(({ name, type }) => ({ name, type, physical: context.fresh() }));
  const items = columns.map(({ physical }, i) => {
    const all = sketches.slice(0, i + 1);
    const missing = all.map((sketch) => `${sketch} IS NULL`).join(" OR ");
    return `CASE WHEN ${missing} THEN error('kql:NotSupported:dcount_intersect() of null is not proven') ELSE kqljs_hll_common(concat_ws(chr(30), ${all.join(", ")})) END AS ${physical}`;
  });
  return { ...input, columns: [...input.columns, ...columns], sql: selectWith(input, items) };
};
