import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { nullOf, sqlString } from "../compile/expr.ts";
import { columnExpr, findColumn, type Relation, type RelationColumn } from "../compile/relation.ts";
import { text } from "../functions/conversion.ts";
import { packColumns } from "../functions/dynamic.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";
import { knows } from "./search.ts";
import { lookedAt, searchCondition } from "./search-condition.ts";
import { withMissing } from "./search-missing.ts";
import { allSides, type Side, sidesOf } from "./union-sides.ts";

const PACK = "pack_";
/** Stands where another operator would make up a name for rows that are no table. */
const UNNAMED = "?";

interface Shape {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Columns of each table that `pack_` holds; undefined where there is no `pack_`. */
  readonly packed: ((rows: Relation) => readonly RelationColumn[]) | undefined;
}

/** `find in (T, U) where …`. https://learn.microsoft.com/kusto/query/find-operator */
export function find(node: KqlNode, context: Context): Relation {
  const condition = node.child("Condition");
  if (condition === undefined) throw refuse(context, node, "find needs a condition");
  parametersOf(node, ["withsource"], context);
  if (node.child("ProjectAway") !== undefined) throw refuse(context, node, "find with project-away is not supported");
  const looked = lookedAt(condition);
  if (!looked.any && looked.names.size === 0) throw refuse(context, condition, "find without a column or a term");
  const sides = tablesOf(node, context).filter(({ rows }) => knows(rows, looked));
  const [source, ...bound] = boundColumns(node, context);
  if (sides.length === 0) throw refuse(context, condition, "No table has these columns");
  const shape =
    node.child("Project") === undefined
      ? smart({ node, bound, sides, names: looked.names }, context)
      : projected({ node, bound }, context);
  const columns = bound.map((column) => ({ ...column, physical: context.fresh() }));
  const origin = { name: source?.name ?? "source_", type: "string" as const, physical: context.fresh() };
  const selects = sides.map(({ rows, source: name }) => {
    const relation = withMissing(rows, { names: looked.names, sides }, context);
    const found = searchCondition(condition, { scope: { context, relation }, caseSensitive: false });
    const values = shape.columns.map((column) => shownValue(column, { node, rows }, context));
    if (shape.packed !== undefined) values.push(packColumns(shape.packed(rows)));
    const items = values.map((sql, i) => `${sql} AS ${columns[i]?.physical}`);
    const named = `${sqlString(name ?? "")} AS ${origin.physical}`;
    return `SELECT ${[named, ...items].join(", ")} FROM (${relation.sql}) WHERE ${found.truth ?? found.sql}`;
  });
  return { columns: [origin, ...columns], sql: selects.join(" UNION ALL ") };
}

function tablesOf(node: KqlNode, context: Context): Side[] {
  const list = node.child("InClause")?.child("Expressions")?.elements;
  if (list === undefined) return allSides(node, context);
  const sides = sidesOf(list, { fuzzy: false, offset: 0, prefix: UNNAMED }, context);
  if (sides.some(({ source }) => source === undefined || source.startsWith(UNNAMED)))
    throw refuse(context, node, "What source_ calls these rows is not proven");
  return sides;
}

interface Finding {
  readonly node: KqlNode;
  readonly bound: Shape["columns"];
  readonly sides: readonly Side[];
  readonly names: ReadonlySet<string>;
}

/** Without `project`: what the condition names, what all tables have, and the rest in `pack_`. */
function smart({ node, bound, sides, names }: Finding, context: Context): Shape {
  const types = new Map<string, ColumnType[]>();
  for (const { rows } of sides)
    for (const { name, type } of rows.columns) types.set(name, [...(types.get(name) ?? []), type]);
  const shown = [...types].filter(([name, found]) => names.has(name) || found.length === sides.length);
  const mixed = shown.find(([, found]) => new Set(found).size > 1);
  if (mixed !== undefined)
    throw refuse(context, node, `find over tables where ${mixed[0]} has several types is not supported`);
  const packs = types.has(PACK) ? undefined : bound.at(-1)?.name === PACK;
  const columns = packs === true ? bound.slice(0, -1) : bound;
  const expected = new Map(shown.map(([name, found]) => [name, found[0]]));
  const agrees = columns.length === expected.size && columns.every(({ name, type }) => expected.get(name) === type);
  if (packs === undefined || !agrees || packs !== types.size > shown.length)
    throw refuse(context, node, "The columns of this find are not supported");
  const rest = (rows: Relation) => rows.columns.filter(({ name }) => !expected.has(name));
  if (packs && sides.some(({ rows }) => rest(rows).length === 0))
    throw refuse(context, node, "What find packs of a table without other columns is not proven");
  return { columns, packed: packs ? rest : undefined };
}

function projected({ node, bound }: Pick<Finding, "node" | "bound">, context: Context): Shape {
  const items = node.child("Project")?.child("Columns")?.elements ?? [];
  const packs = items.filter(({ kind }) => kind === "PackExpression").length;
  if (packs > 0 && items.length > 1)
    throw refuse(context, node, "What find packs beside columns is documented in two ways");
  if (packs > 0) return { columns: [], packed: ({ columns }) => columns };
  return { columns: bound, packed: undefined };
}

function shownValue(column: Shape["columns"][number], at: { node: KqlNode; rows: Relation }, context: Context): string {
  const own = findColumn(at.rows, column.name);
  if (own === undefined) return nullOf(column.type).sql;
  if (own.type === column.type) return own.physical;
  if (column.type !== "string")
    throw refuse(context, at.node, `find with ${column.name} of type ${own.type} as ${column.type} is not supported`);
  return text(columnExpr(own), { refuse: (message: string) => refuse(context, at.node, message) }).sql;
}
