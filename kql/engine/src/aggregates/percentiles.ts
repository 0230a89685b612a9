import { elementSql } from "../compile/element.ts";
import { type Expr, expr } from "../compile/expr.ts";
import { arg, argOf, arity } from "../functions/function.ts";
import type { Aggregate, AggregateCall, WideAggregate } from "./aggregate.ts";

/** By nearest rank, exactly: Kusto's own are estimates of the same on large data. */
export const PERCENTILES: Readonly<Record<string, Aggregate>> = {
  percentile: (call) => {
    arity(call, 2);
    return at(call, rankOf(call, arg(call, 1)));
  },
  percentilew: (call) => {
    arity(call, 3);
    return weighted(call, arg(call, 2));
  },
  percentiles_array: (call) => {
    const elements = ranks(call, 1).map((rank) => `coalesce(${elementSql(at(call, rank))}, 'null')`);
    return expr("dynamic", `('[' || ${elements.join(" || ',' || ")} || ']')`, false);
  },
};

export const WIDE_PERCENTILES: Readonly<Record<string, WideAggregate>> = {
  percentiles: (call) => call.args.slice(1).map((rank) => at(call, rankOf(call, rank))),
  percentilesw: (call) => call.args.slice(2).map((rank) => weighted(call, rank)),
};

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

function at(call: AggregateCall, rank: string): Expr {
  const value = argOf(call, 0, "int", "long", "real", "datetime", "timespan");
  const found = `quantile_disc(${value.sql}, ${rank})`;
  if (value.type !== "real") return expr(value.type, found);
  return expr(
    "real",
    `CASE WHEN bool_or(isnan(${value.sql})) THEN error('kql:NotSupported:A percentile of NaN is not proven') ELSE ${found} END`,
  );
}

function weighted(call: AggregateCall, rank: Expr): Expr {
  const value = argOf(call, 0, "int", "long", "real", "datetime", "timespan");
  const weight = argOf(call, 1, "int", "long");
  const pairs = `list({v: ${value.sql}, w: ${weight.sql}} ORDER BY ${value.sql}) FILTER (WHERE ${value.sql} IS NOT NULL AND ${weight.sql} > 0)`;
  return expr(value.type, `kql_weighted(${pairs}, ${rankOf(call, rank)})`);
}
