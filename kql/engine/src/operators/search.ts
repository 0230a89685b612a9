import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { sqlString } from "../compile/expr.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";
import { lookedAt, searchCondition } from "./search-condition.ts";
import { withMissing } from "./search-missing.ts";
import { distinctColumns, itemsOf, matched, visible } from "./union-columns.ts";
import { allSides, type Side, sidesOf } from "./union-sides.ts";

/** `search in (T, U) …` and `search …` over all tables. https://learn.microsoft.com/kusto/query/search-operator */
export function search(node: KqlNode, context: Context, narrow: boolean): Relation {
  const list = node.child("InClause")?.child("Expressions")?.elements;
  const sides =
    list === undefined
      ? allSides(node, context)
      : sidesOf(list, { fuzzy: false, offset: 0, prefix: "search_arg" }, context);
  return searched(node, { sides, narrow }, context);
}

/** `T | search …` */
export function searchRows(node: KqlNode, input: Relation, context: Context): Relation {
  const sides = [{ rows: input, source: input.rowId === undefined ? "search_arg0" : undefined }];
  return searched(node, { sides, narrow: false }, context);
}

interface Searched {
  readonly sides: readonly Side[];
  readonly narrow: boolean;
}

function searched(node: KqlNode, { sides, narrow }: Searched, context: Context): Relation {
  const kind = parametersOf(node, ["kind"], context).get("kind") ?? "default";
  const condition = node.child("Condition");
  if (condition === undefined) throw refuse(context, node, "search needs a condition");
  const [source, ...bound] = boundColumns(node, context);
  const all = matched(bound, distinctColumns(sides), context);
  if (all === undefined) throw refuse(context, node, "The columns of this search are not supported");
  const { columns, unseen } = visible(all, narrow, context);
  const origin = { name: source?.name ?? "$table", type: "string" as const, physical: context.fresh() };
  const looked = lookedAt(condition);
  const selects = sides.map(({ rows, source: name }) => {
    if (name === undefined) throw refuse(context, node, "What $table calls these rows is not proven");
    const relation = withMissing(rows, { names: looked.names, sides }, context);
    const found = searchCondition(condition, {
      scope: { context, relation },
      caseSensitive: kind === "case_sensitive",
    });
    const truth = found.truth ?? found.sql;
    const items = [`${sqlString(name)} AS ${origin.physical}`, ...itemsOf(rows, columns)];
    return `SELECT ${items.join(", ")} FROM (${relation.sql}) WHERE ${knows(rows, looked) ? truth : unproven(truth)}`;
  });
  const shown = columns.map(({ column }) => column);
  return { columns: [origin, ...shown], unseen, sql: selects.join(" UNION ALL ") };
}

/** Has the table any of the columns that the condition looks at? */
export function knows(rows: Relation, { names, any }: ReturnType<typeof lookedAt>): boolean {
  return any || names.size === 0 || rows.columns.some(({ name }) => names.has(name));
}

// find leaves such tables out (documented); of search nothing is said, and mostly it makes no difference.
function unproven(truth: string): string {
  return `CASE WHEN ${truth} THEN error('kql:NotSupported:Whether search finds rows of a table that has none of the columns is not proven') ELSE false END`;
}
