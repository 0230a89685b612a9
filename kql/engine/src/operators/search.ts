import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { sqlString } from "../compile/expr.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";
import { searchCondition } from "./search-condition.ts";
import { allSides, type Side, sidesOf } from "./union-sides.ts";

/** `search in (T, U) …` and `search …` over all tables. https://learn.microsoft.com/kusto/query/search-operator */
export function search(node: KqlNode, context: Context): Relation {
  const list = node.child("InClause")?.child("Expressions")?.elements;
  const sides =
    list === undefined
      ? allSides(node, context)
      : sidesOf(list, { fuzzy: false, offset: 0, prefix: "search_arg" }, context);
  return searched(node, sides, context);
}

/** `T | search …` */
export function searchRows(node: KqlNode, input: Relation, context: Context): Relation {
  return searched(node, [{ rows: input, source: input.rowId === undefined ? "search_arg0" : undefined }], context);
}

function searched(node: KqlNode, sides: readonly Side[], context: Context): Relation {
  const kind = parametersOf(node, ["kind"], context).get("kind") ?? "default";
  const condition = node.child("Condition");
  if (condition === undefined) throw refuse(context, node, "search needs a condition");
  const [source, ...bound] = boundColumns(node, context);
  const columns = bound.map(({ name, type }) => ({ name, type, physical: context.fresh() }));
  const origin = { name: source?.name ?? "$table", type: "string" as const, physical: context.fresh() };
  const selects = sides.map(({ rows, source: name }) => {
    if (name === undefined) throw refuse(context, node, "What $table calls these rows is not proven");
    if (rows.columns.length !== columns.length || rows.columns.some((column, i) => column.name !== columns[i]?.name))
      throw refuse(context, node, "search over tables of different columns is not supported");
    const truth = searchCondition(condition, {
      scope: { context, relation: rows },
      caseSensitive: kind === "case_sensitive",
    });
    const items = columns.map(({ physical }, i) => `${rows.columns[i]?.physical} AS ${physical}`);
    return `SELECT ${[`${sqlString(name)} AS ${origin.physical}`, ...items].join(", ")} FROM (${rows.sql}) WHERE ${truth.truth ?? truth.sql}`;
  });
  return { columns: [origin, ...columns], sql: selects.join(" UNION ALL ") };
}
