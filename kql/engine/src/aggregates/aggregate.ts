import type { Expr } from "../compile/expr.ts";
import { type Call, decision } from "../functions/function.ts";

/** A call of an aggregate. */
export interface AggregateCall extends Call {
  /** ` ORDER BY …` for aggregates that look at the order of their rows; empty when the rows have none. */
  order(): string;
}

export type Aggregate = (call: AggregateCall) => Expr;
/** One that gives several columns, such as arg_max. */
export type WideAggregate = (call: WideCall) => readonly Expr[];

export interface WideCall extends AggregateCall {
  /** The columns that `*` stands for. */
  star(): readonly Expr[];
}

/** ` FILTER (WHERE …)` of the conditions that there are. */
export function filter(...conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? "" : ` FILTER (WHERE ${given.join(" AND ")})`;
}

/** SQL that is true where the bool argument is: the predicate of `countif` and its like. */
export function predicate(call: Call, index: number): string {
  const condition = decision(call, index);
  return condition.truth ?? condition.sql;
}

/** A constant count, such as the size that a list may have. */
export function constantSize(call: Call, index: number): bigint | undefined {
  if (call.args.length <= index) return undefined;
  const size = call.args[index]?.literal;
  if (typeof size !== "bigint" || size < 0n) throw call.refuse("the size must be a constant");
  return size;
}
