import type { KqlNode } from "@logdoctor/kql/syntax";
import type { AggregateCall, WideCall } from "../aggregates/aggregate.ts";
import { AGGREGATES, WIDE_AGGREGATES } from "../aggregates/registry.ts";
import { type Context, refuse, type Scope } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { columnExpr, type Relation, selectWith } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";

/** Compiles the aggregates of one operator over `input`. */
export interface Aggregation {
  /** The columns that one item of the list gives: `sum(x) / count()` one, `arg_max(x, y, z)` three. */
  compile(item: KqlNode): readonly Expr[];
  /** The rows to aggregate, once all items are compiled: with their position, if an aggregate asks for their order. */
  source(): Relation;
}

export function aggregation(input: Relation, context: Context, keys: readonly KqlNode[]): Aggregation {
  const position = context.fresh();
  let asked = false;
  const order = (): string => {
    if (input.order === undefined) return "";
    asked = true;
    return ` ORDER BY ${position}`;
  };
  const inner: Scope = { context, relation: input };
  const keyNames = keys.map((key) => (key.kind === "NameReference" ? key.symbol?.name : undefined));

  function callOf(node: KqlNode, name: string): AggregateCall {
    const nodes = argumentsOf(node);
    const args = nodes.flatMap((item) => (item.kind === "StarExpression" ? [] : [compileExpr(item, inner)]));
    const fail = (message: string) => refuse(context, node, `${name}(): ${message}`);
    return { node, nodes, scope: inner, args, type: node.type as ColumnType, refuse: fail, order };
  }

  const scope: Scope = {
    context,
    call: (node, name) =>
      Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name]?.(callOf(node, name)) : wide(node, name)?.[0],
  };

  function wide(node: KqlNode, name: string): readonly Expr[] | undefined {
    const implementation = Object.hasOwn(WIDE_AGGREGATES, name) ? WIDE_AGGREGATES[name] : undefined;
    return implementation?.({ ...callOf(node, name), star: () => starOf(node) } satisfies WideCall);
  }

  // `*` is every column that is neither a key nor named before it.
  function starOf(node: KqlNode): Expr[] {
    const named = argumentsOf(node).map((item) => (item.kind === "NameReference" ? item.symbol?.name : undefined));
    return input.columns.filter(({ name }) => ![...keyNames, ...named].includes(name)).map(columnExpr);
  }

  return {
    compile: (item) =>
      item.type === "tuple" ? (wide(item, nameOf(item)) ?? [compileExpr(item, scope)]) : [compileExpr(item, scope)],
    source: () => (asked ? withPosition(input, position) : input),
  };
}

function nameOf(node: KqlNode): string {
  return node.child("Name")?.symbol?.name ?? "";
}

function withPosition(input: Relation, position: string): Relation {
  return {
    ...input,
    sql: selectWith(input, [`row_number() OVER (ORDER BY ${input.order?.join(", ")}) AS ${position}`]),
  };
}
