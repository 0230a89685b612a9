import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse, type Scope } from "../compile/context.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { WINDOW_FUNCTIONS } from "../windows/registry.ts";
import type { WindowCall } from "../windows/window.ts";

/** Lets the expressions of one operator call window functions, which need their input's rows in an order. */
export interface Windowing {
  readonly scope: Scope;
  /** The input with the columns that the functions asked for; once all expressions are compiled. */
  relation(): Relation;
}

export function windowing(input: Relation, context: Context): Windowing {
  let relation = input;
  let position: string | undefined;
  const scope: Scope = {
    context,
    relation: input,
    call: (node, name) => {
      const implementation = Object.hasOwn(WINDOW_FUNCTIONS, name) ? WINDOW_FUNCTIONS[name] : undefined;
      return implementation?.(callOf(node, name));
    },
  };

  function callOf(node: KqlNode, name: string): WindowCall {
    const fail = (message: string) => refuse(context, node, `${name}(): ${message}`);
    if (input.order === undefined)
      throw refuse(context, node, `${name}() needs serialized rows: sort or serialize them first`, "SemanticError");
    if (position === undefined) {
      relation = positioned(input, context);
      position = relation.order?.[0] ?? "";
    }
    const nodes = argumentsOf(node);
    const args = nodes.map((item) => compileExpr(item, scope));
    const add = (sql: string): string => {
      const column = context.fresh();
      relation = { ...relation, sql: selectWith(relation, [`${sql} AS ${column}`]) };
      return column;
    };
    const wrap = (build: (sql: string, column: string) => string): string => {
      const column = context.fresh();
      relation = { ...relation, sql: build(relation.sql, column) };
      return column;
    };
    return { node, nodes, args, scope, type: node.type as ColumnType, refuse: fail, position, add, wrap };
  }

  return { scope, relation: () => relation };
}

/** The rows with their position as the one thing that orders them; rows in no order keep the one they come in. */
export function positioned(input: Relation, context: Context): Relation {
  const [arrival, position] = [context.fresh(), context.fresh()];
  const arrived = selectWith(input, [`row_number() OVER () AS ${arrival}`]);
  if (input.order === undefined) return { ...input, sql: arrived, order: [arrival] };
  const order = [...input.order, arrival].join(", ");
  return {
    ...input,
    sql: `SELECT *, row_number() OVER (ORDER BY ${order}) AS ${position} FROM (${arrived})`,
    order: [position],
  };
}
