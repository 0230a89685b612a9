import { type Expr, expr } from "../compile/expr.ts";
import { arg, arity } from "../functions/function.ts";
import { segmentOf, upToHere, type WindowCall, type WindowFunction } from "./window.ts";

/** row_number() and the two ranks, which look at changes from row to row. */
export const NUMBERING: Readonly<Record<string, WindowFunction>> = {
  row_number: (call) => {
    arity(call, 0, 2);
    const start = call.args.length > 0 ? arg(call, 0).literal : 1n;
    if (typeof start !== "bigint") throw call.refuse("the first number must be a constant");
    const segment = segmentOf(call, 1);
    const first = start - 1n;
    if (segment === undefined) return expr("long", `(${call.position} + CAST('${first}' AS BIGINT))`, false);
    return expr("long", `(${call.add(`count(*) ${upToHere(call, segment)}`)} + CAST('${first}' AS BIGINT))`, false);
  },
  row_rank_dense: (call) => {
    const { changed, segment } = changes(call);
    return expr("long", call.add(`count(*) FILTER (WHERE ${changed}) ${upToHere(call, segment)}`), false);
  },
  row_rank_min: (call) => {
    const { changed, segment } = changes(call);
    const number = call.add(`count(*) ${upToHere(call, segment)}`);
    return expr("long", call.add(`max(CASE WHEN ${changed} THEN ${number} END) ${upToHere(call, segment)}`), false);
  },
};

interface Changes {
  /** The column that is true where the term differs from the row before, or where a segment begins. */
  readonly changed: string;
  readonly segment: string;
}

function changes(call: WindowCall): Changes {
  arity(call, 1, 2);
  const term: Expr = arg(call, 0);
  if (term.type === "dynamic") throw call.refuse("of dynamic is not supported");
  const segment = segmentOf(call, 1) ?? call.add("0");
  const within = `OVER (PARTITION BY ${segment} ORDER BY ${call.position})`;
  const changed = call.add(`row_number() ${within} = 1 OR ${term.sql} IS DISTINCT FROM lag(${term.sql}) ${within}`);
  return { changed, segment };
}
