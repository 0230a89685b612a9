import { type Expr, expr } from "../compile/expr.ts";
import { arg, arity } from "../functions/function.ts";
import type { ColumnType } from "../types.ts";
import { filter, predicate, type WideAggregate, type WideCall } from "./aggregate.ts";

/** Aggregates that choose a row: arg_max, arg_min, take_any. Of equals the first row in order (measured). */
export const CHOICES: Readonly<Record<string, WideAggregate>> = {
  arg_max: (call) => outermost(call, "max"),
  arg_min: (call) => outermost(call, "min"),
  argmax: (call) => outermost(call, "max"),
  argmin: (call) => outermost(call, "min"),
  take_any: (call) => any(call, call.args, undefined),
  any: (call) => any(call, call.args, undefined),
  take_anyif: conditional,
  anyif: conditional,
};

function conditional(call: WideCall): Expr[] {
  arity(call, 2);
  return any(call, call.args.slice(0, 1), predicate(call, 1));
}

// A row with a null is chosen only when there is no other (measured); NaN is beyond all numbers at either end.
function outermost(call: WideCall, end: "max" | "min"): Expr[] {
  const key = arg(call, 0);
  if (key.type === "dynamic" || key.type === "guid" || key.type === "decimal")
    throw call.refuse(`of ${key.type} is not supported`);
  const starred = call.nodes.some((node) => node.kind === "StarExpression");
  const others = starred ? call.star() : call.args.slice(1);
  const order = call.order();
  const beyond = key.nullable ? BEYOND[key.type] : undefined;
  const pick = (sql: string): string => {
    const found = `arg_${end}_null(${sql}, ${ranked(key, end)}${order})`;
    return key.nullable && beyond === undefined
      ? `CASE WHEN count(${key.sql}) = 0 THEN first(${sql}${order}) ELSE ${found} END`
      : found;
  };
  // Of reals, 0 and -0 are equal, and which of them comes first counts.
  if (key.type === "real") return chosen([key, ...others], pick);
  const outer = `${end}(${key.sql})`;
  const first = expr(key.type, key.type === "string" ? `coalesce(${outer}, '')` : outer);
  return [first, ...chosen(others, pick)];
}

// Values that no key has: with one in the place of null, null comes last by itself.
const BEYOND: Partial<Record<ColumnType, { readonly min: string; readonly max: string }>> = {
  datetime: { max: "-1", min: "9223372036854775807" },
  int: { max: "-9223372036854775807", min: "9223372036854775807" },
};

function ranked({ type, sql, nullable }: Expr, end: "min" | "max"): string {
  const beyond = nullable ? BEYOND[type] : undefined;
  if (beyond !== undefined) return `coalesce(CAST(${sql} AS BIGINT), ${beyond[end]})`;
  return type === "real" && end === "min" ? `CASE WHEN isnan(${sql}) THEN '-Infinity' ELSE ${sql} END` : sql;
}

// Of one column a value that is neither null nor empty, when there is one; of several a whole row.
function any(call: WideCall, args: readonly Expr[], condition: string | undefined): Expr[] {
  const starred = call.nodes.some((node) => node.kind === "StarExpression");
  const values = starred ? call.star() : args;
  const where = filter(condition);
  const order = call.order();
  const [only] = values;
  if (only === undefined || values.length > 1) return chosen(values, (sql) => `first(${sql}${order})${where}`);
  const full = only.type === "string" ? `nullif(${only.sql}, '')` : only.sql;
  const found = `any_value(${full}${order})${where}`;
  return [expr(only.type, only.type === "string" ? `coalesce(${found}, '')` : found)];
}

function chosen(values: readonly Expr[], pick: (sql: string) => string): Expr[] {
  const fill = (value: Expr, sql: string): Expr =>
    expr(value.type, value.type === "string" ? `coalesce(${sql}, '')` : sql);
  if (values.length <= 4) return values.map((value) => fill(value, pick(value.sql)));
  const row = `{${values.map((value, i) => `f${i}: ${value.sql}`).join(", ")}}`;
  const picked = pick(row);
  return values.map((value, i) => fill(value, `(${picked}).f${i}`));
}
