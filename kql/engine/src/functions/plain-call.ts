import { type Expr, expr } from "../compile/expr.ts";
import type { ColumnType } from "../types.ts";
import { text } from "./conversion.ts";
import { arg, argOf, arity, type Call, type ScalarFunction } from "./function.ts";

/** What a parameter takes: `text` any scalar, as tostring() gives it; `number` a long. */
export type Parameter = "text" | "number" | "dynamic";

export interface PlainCall {
  /** The name in SQL. */
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  readonly returns: ColumnType;
  /** SQL of the last parameters where they are left out. */
  readonly defaults?: readonly string[];
  /** May the value be null? */
  readonly nullable?: boolean;
}

/** A function of Kusto that is one function of SQL. */
export function plainCall({ sql, parameters, returns, defaults = [], nullable = false }: PlainCall): ScalarFunction {
  return (call) => {
    arity(call, parameters.length - defaults.length, parameters.length);
    const given = call.args.map((_, i) => argument(call, i, parameters[i]));
    const missing = parameters.length - given.length;
    const values = [...given, ...defaults.slice(defaults.length - missing)];
    const value = `${sql}(${values.join(", ")})`;
    if (returns === "string") return expr("string", nullable ? `coalesce(${value}, '')` : value);
    return expr(returns, value, nullable);
  };
}

function argument(call: Call, index: number, parameter: Parameter | undefined): string {
  if (parameter === "dynamic") return argOf(call, index, "dynamic").sql;
  if (parameter === "number") return numberArg(call, index).sql;
  return textArg(call, index).sql;
}

/** An argument as text. */
export function textArg(call: Call, index: number): Expr {
  return text(arg(call, index), call);
}

/** A whole number as a long; where it may be null, the query ends on a null. */
export function numberArg(call: Call, index: number): Expr {
  const value = argOf(call, index, "int", "long");
  const literal = value.literal === undefined ? {} : { literal: value.literal };
  const sql = typeof value.literal === "bigint" ? String(value.literal) : `CAST(${value.sql} AS BIGINT)`;
  if (!value.nullable) return { ...expr("long", sql, false), ...literal };
  return expr("long", `coalesce(${sql}, error('kql:NotSupported:A null number here is not proven'))`, false);
}

/** A constant whole number. */
export function constantNumber(call: Call, index: number): number {
  const { literal } = argOf(call, index, "int", "long");
  if (typeof literal !== "bigint") throw call.refuse(`argument ${index + 1} must be a constant`);
  return Number(literal);
}
