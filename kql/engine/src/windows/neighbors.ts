import { type Expr, expr, nullOf, widen } from "../compile/expr.ts";
import { arg, arity } from "../functions/function.ts";
import type { WindowCall, WindowFunction } from "./window.ts";

/** prev() and next(): a value some rows away, or the default where there is no such row. */
export const NEIGHBORS: Readonly<Record<string, WindowFunction>> = {
  prev: (call) => neighbor(call, "lag"),
  next: (call) => neighbor(call, "lead"),
};

function neighbor(call: WindowCall, name: "lag" | "lead"): Expr {
  arity(call, 1, 3);
  const value = arg(call, 0);
  const offset = call.args.length > 1 ? arg(call, 1).literal : 1n;
  if (typeof offset !== "bigint" || offset < 0n) throw call.refuse("the offset must be a constant");
  const missing = call.args.length > 2 ? defaultOf(call, value) : nullOf(value.type);
  const column = call.add(`${name}(${value.sql}, ${offset}, ${missing.sql}) OVER (ORDER BY ${call.position})`);
  return expr(value.type, column);
}

function defaultOf(call: WindowCall, value: Expr): Expr {
  const given = arg(call, 2);
  if (given.literal === null && given.type !== "string") return nullOf(value.type);
  const typed = given.type === value.type ? given : widen(given, value.type);
  if (typed.type !== value.type) throw call.refuse(`a default of type ${given.type} is not supported`);
  return typed;
}
