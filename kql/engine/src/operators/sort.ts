import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { shown } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import { constantCount, listOf, noParameters } from "./operator.ts";
import { limit } from "./take.ts";

export function sort(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  return ordered(listOf(node), input, context);
}

export function top(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const by = node.child("ByExpression");
  if (by === undefined) throw refuse(context, node, "top needs a by clause");
  return limit(ordered([by], input, context), constantCount(node.child("Expression"), node, context));
}

function ordered(keys: readonly KqlNode[], input: Relation, context: Context): Relation {
  const added: string[] = [];
  const order: string[] = [];
  for (const key of keys) {
    const item = key.kind === "OrderedExpression" ? (key.child("Expression") ?? key) : key;
    const value = shown(compileExpr(item, { context, relation: input }));
    if (["dynamic", "guid"].includes(value.type))
      throw refuse(context, item, `Sorting by ${value.type} is not supported`);
    const physical = context.fresh();
    // A decimal is text, which sorts otherwise than its number.
    added.push(`${value.type === "decimal" ? `kqljs_decimal_key(${value.sql})` : value.sql} AS ${physical}`);
    order.push(...items(physical, value.type, directionOf(key)));
  }
  return { ...input, sql: selectWith(input, added), order };
}

interface Direction {
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

// Kusto sorts descending unless told; nulls are the lowest values unless told.
function directionOf(key: KqlNode): Direction {
  const clause = key.child("Ordering")?.text.toLowerCase() ?? "";
  const descending = !/\basc\b/.test(clause);
  const nulls = /nulls\s+(first|last)/.exec(clause)?.[1];
  return { descending, nullsFirst: nulls === undefined ? !descending : nulls === "first" };
}

// NaN stands beside the nulls at either end: https://learn.microsoft.com/kusto/query/sort-operator
function items(physical: string, type: string, { descending, nullsFirst }: Direction): string[] {
  const nulls = `${physical} IS NULL ${nullsFirst ? "DESC" : "ASC"}`;
  const value = `${physical} ${descending ? "DESC" : "ASC"}`;
  return type === "real" ? [nulls, `isnan(${physical}) ${nullsFirst ? "DESC" : "ASC"}`, value] : [nulls, value];
}
