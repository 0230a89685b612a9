import type { Expr } from "../compile/expr.ts";
import { type Call, decision } from "../functions/function.ts";

/** A call of a window function over rows that stand in an order. */
export interface WindowCall extends Call {
  /** The column with each row's position, from 1. */
  readonly position: string;
  /** Adds a column to the rows and gives its name. */
  add(sql: string): string;
  /** Makes the rows anew, from their SELECT and the name of the column to add. */
  wrap(build: (sql: string, column: string) => string): string;
}

export type WindowFunction = (call: WindowCall) => Expr;

/** `OVER (…)` from the first row to this one, within `segment` if given. */
export function upToHere({ position }: WindowCall, segment?: string): string {
  const partition = segment === undefined ? "" : `PARTITION BY ${segment} `;
  return `OVER (${partition}ORDER BY ${position} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
}

/** The column that numbers the runs between the rows where the bool argument at `index` is true. */
export function segmentOf(call: WindowCall, index: number): string | undefined {
  if (call.args.length <= index) return undefined;
  const restart = decision(call, index);
  if (restart.literal === false) return undefined;
  return call.add(`count(*) FILTER (WHERE ${restart.truth ?? restart.sql}) ${upToHere(call)}`);
}
