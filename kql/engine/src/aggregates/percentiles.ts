import { elementSql } from "../compile/element.ts";
import { type Expr, expr, widen } from "../compile/expr.ts";
import { arg, argOf, arity } from "../functions/function.ts";
import type { ColumnType } from "../types.ts";
import type { Aggregate, AggregateCall, WideAggregate } from "./aggregate.ts";

const ORDERED: readonly ColumnType[] = ["int", "long", "real", "datetime", "timespan"];

/** By nearest rank, exactly: Kusto's own are estimates of the same on large data. */
export const PERCENTILES: Readonly<Record<string, Aggregate>> = {
  percentile: (call) => {
    arity(call, 2);
    return one(call, rankOf(call, arg(call, 1)));
  },
  percentilew: (call) => {
    arity(call, 3);
    return typed(weighted(call, rankOf(call, arg(call, 2))));
  },
  percentiles_array: (call) => arrayOf(allAt(call, ranks(call, 1))),
  percentilesw_array: (call) => arrayOf(ranks(call, 2).map((rank) => weighted(call, rank))),
};

export const WIDE_PERCENTILES: Readonly<Record<string, WideAggregate>> = {
  percentiles: (call) =>
    allAt(
      call,
      call.args.slice(1).map((rank) => rankOf(call, rank)),
    ).map((found) => typed(found)),
  percentilesw: (call) => call.args.slice(2).map((rank) => typed(weighted(call, rankOf(call, rank)))),
};

function arrayOf(found: readonly Expr[]): Expr {
  const elements = found.map((one) => `coalesce(${elementSql(one)}, 'null')`);
  return expr("dynamic", `('[' || ${elements.join(" || ',' || ")} || ']')`, false);
}

// Of ints it is a long.
function typed(found: Expr): Expr {
  return found.type === "int" ? widen(found, "long") : found;
}

// percentiles_array(x, 5, 50) and percentiles_array(x, dynamic([5, 50])).
function ranks(call: AggregateCall, from: number): string[] {
  const list = call.args[from];
  if (list?.type !== "dynamic") return call.args.slice(from).map((rank) => rankOf(call, rank));
  const numbers = /^\s*dynamic\s*\(\s*\[([\d\s.,]+)\]\s*\)\s*$/.exec(call.nodes[from]?.text ?? "");
  if (numbers === null) throw call.refuse("a constant array of percentiles is needed");
  return (numbers[1] ?? "").split(",").map((text) => fraction(call, text.trim()));
}

function rankOf(call: AggregateCall, rank: Expr): string {
  const { literal } = rank;
  if (typeof literal !== "bigint" && typeof literal !== "number") throw call.refuse("a percentile must be a constant");
  return fraction(call, String(literal));
}

// As a decimal, so that no rounding moves the rank.
function fraction(call: AggregateCall, text: string): string {
  const parts = /^(\d{1,3})(?:\.(\d{1,12}))?$/.exec(text);
  if (parts === null || Number(text) > 100) throw call.refuse("a percentile lies between 0 and 100");
  const digits = (parts[1] ?? "").padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${parts[2] ?? ""}`;
}

function one(call: AggregateCall, rank: string): Expr {
  const value = argOf(call, 0, ...ORDERED);
  return typed(checked(value, `quantile_disc(${value.sql}, ${rank})`));
}

// All of one list, which DuckDB computes once: the values are put in order once for all ranks.
function allAt(call: AggregateCall, ranks: readonly string[]): Expr[] {
  const value = argOf(call, 0, ...ORDERED);
  const found = `quantile_disc(${value.sql}, [${ranks.join(", ")}])`;
  return ranks.map((_, i) => checked(value, `(${found})[${i + 1}]`));
}

// Where DuckDB's order has NaN, above all numbers, need not be where Kusto's has it.
function checked({ type, sql }: Expr, found: string): Expr {
  if (type !== "real") return expr(type, found);
  return expr(
    "real",
    `CASE WHEN bool_or(isnan(${sql})) THEN error('kql:NotSupported:A percentile of NaN is not proven') ELSE ${found} END`,
  );
}

function weighted(call: AggregateCall, rank: string): Expr {
  const value = argOf(call, 0, ...ORDERED);
  const weight = argOf(call, 1, "int", "long");
  const pairs = `list({v: ${value.sql}, w: ${weight.sql}} ORDER BY ${value.sql}) FILTER (WHERE ${value.sql} IS NOT NULL AND ${weight.sql} > 0)`;
  return checked(value, `kql_weighted(${pairs}, ${rank})`);
}
