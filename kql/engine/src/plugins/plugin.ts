import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";

/** `evaluate name(…)`: rows in, rows out. */
export type Plugin = (node: KqlNode, call: KqlNode, input: Relation, context: Context) => Relation;

/** A plugin's call: its arguments by place. */
export interface PluginCall {
  readonly call: KqlNode;
  readonly input: Relation;
  readonly context: Context;
}

/** The argument at `index`, of one of these types. */
export function argument({ call, input, context }: PluginCall, index: number, ...types: ColumnType[]): Expr {
  const node = argumentsOf(call)[index];
  if (node === undefined) throw refuse(context, call, `Argument ${index + 1} is missing`);
  const value = compileExpr(node, { context, relation: input });
  if (!types.includes(value.type)) throw refuse(context, node, `An argument of type ${value.type} is not supported`);
  return value;
}

/** Exactly so many arguments: what further ones change is not known here. */
export function onlyArguments({ call, context }: PluginCall, count: number): void {
  if (argumentsOf(call).length !== count)
    throw refuse(context, call, `Other than ${count} arguments are not supported here`);
}

/** A constant that is more than nothing: a timespan, or a count. */
export function positive(plugin: PluginCall, index: number, ...types: ColumnType[]): bigint {
  const { literal } = argument(plugin, index, ...types);
  if (typeof literal !== "bigint" || literal <= 0n)
    throw refuse(plugin.context, plugin.call, `Argument ${index + 1} must be a positive constant`);
  return literal;
}
