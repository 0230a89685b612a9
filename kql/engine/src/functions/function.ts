import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Scope } from "../compile/context.ts";
import { type Expr, shown } from "../compile/expr.ts";
import type { ColumnType } from "../types.ts";

export interface Call {
  readonly node: KqlNode;
  readonly scope: Scope;
  readonly args: readonly Expr[];
  readonly nodes: readonly KqlNode[];
  /** The type that the binder gives the result. */
  readonly type: ColumnType;
  refuse(message: string): Error;
}

export type ScalarFunction = (call: Call) => Expr;
export type FunctionTable = Readonly<Record<string, ScalarFunction>>;

/** The argument at `index`; refused when there is none. */
export function arg(call: Call, index: number): Expr {
  const value = call.args[index];
  if (value === undefined) throw call.refuse(`argument ${index + 1} is missing`);
  return shown(value);
}

export function arity(call: Call, min: number, max = min): void {
  if (call.args.length < min || call.args.length > max)
    throw call.refuse(`${call.args.length} arguments are not supported`);
}

/** A bool argument that only decides: what it is of null does not show. */
export function decision(call: Call, index: number): Expr {
  const value = call.args[index];
  if (value?.type !== "bool") throw call.refuse(`argument ${index + 1} must be a bool`);
  return value;
}

export function argOf(call: Call, index: number, ...types: ColumnType[]): Expr {
  const value = arg(call, index);
  if (!types.includes(value.type)) throw call.refuse(`an argument of type ${value.type} is not supported`);
  return value;
}
