import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { findColumn, type Relation, selectWith } from "../compile/relation.ts";
import { type Expansion, expansionOf } from "./expansion.ts";
import { boundColumns } from "./operator.ts";
import { compileSubquery } from "./subquery.ts";
import { textsOf, unfoldedSql, unfolding } from "./unfolding.ts";

/** A subquery over the elements of each row, beside the row. */
export function mvApply(node: KqlNode, input: Relation, context: Context): Relation {
  const subquery = node.child("Subquery")?.child("Expression");
  if (subquery === undefined) throw refuse(context, node, "mv-apply needs a subquery");
  const outer = context.fresh();
  const start = innermost(subquery);
  const names = (start.columns ?? []).map(({ name }) => name);
  const expansion = expansionOf(node, input, context, names);
  const guarded = countsNothing(subquery) ? notEmpty(expansion) : expansion;
  const result = compileSubquery(subquery, elementsOf(guarded, input, outer, context), context);
  const columns = boundColumns(node, context).map(({ name }) => {
    const column = findColumn(result, name) ?? findColumn(input, name);
    if (column === undefined) throw refuse(context, node, `The column ${name} is not known`);
    return column;
  });
  const inner = context.fresh();
  const { rowId: _rowId, ...kept } = input;
  return {
    ...kept,
    columns,
    sql: `SELECT ${outer}.*, ${inner}.* FROM (${selectWith(input, expansion.values)}) AS ${outer}, LATERAL (${result.sql}) AS ${inner}`,
    ...(input.order === undefined ? {} : { order: [...input.order, ...(result.order ?? [])] }),
  };
}

// The rows that the subquery sees: the elements, and beside each the row that they come from.
function elementsOf(expansion: Expansion, input: Relation, outer: string, context: Context): Relation {
  // A hidden column is no column of the SELECT, but what it costs to name it.
  const shown = input.columns.filter(({ hidden }) => hidden !== true);
  const copies = shown.map((column) => ({ ...column, physical: context.fresh() }));
  const copied = shown.map(({ physical }, i) => `${outer}.${physical} AS ${copies[i]?.physical}`);
  const replaced = new Set(expansion.columns.map(({ name }) => name));
  return {
    columns: [...copies.filter(({ name }) => !replaced.has(name)), ...expansion.columns],
    texts: textsOf(expansion),
    sql: unfoldedSql(expansion, `SELECT ${[...copied, ...unfolding(expansion)].join(", ")}`, context),
    order: [expansion.position],
  };
}

function innermost(node: KqlNode): KqlNode {
  const before = node.kind === "PipeExpression" ? node.child("Expression") : undefined;
  return before === undefined ? node : innermost(before);
}

// An aggregate without keys gives a row of no rows; whether Kusto's subquery runs for an empty array is not proven.
function countsNothing(node: KqlNode): boolean {
  if (node.kind === "PipeExpression")
    return ["Expression", "Operator"].some((part) => {
      const child = node.child(part);
      return child !== undefined && countsNothing(child);
    });
  return node.kind === "CountOperator" || (node.kind === "SummarizeOperator" && node.child("ByClause") === undefined);
}

function notEmpty(expansion: Expansion): Expansion {
  const guard = (list: string): string => `kql_not_empty(${list})`;
  const elements = expansion.elements.map(({ list, raw, text }) => ({
    list: guard(list),
    raw,
    ...(text === undefined ? {} : { text: { physical: text.physical, list: guard(text.list) } }),
  }));
  return { ...expansion, elements };
}
