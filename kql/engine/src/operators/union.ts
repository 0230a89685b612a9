import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { nullOf, sqlString } from "../compile/expr.ts";
import type { Relation, RelationColumn } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";
import { type Side, sidesOf } from "./union-sides.ts";

/** `T | union U, V`: the piped rows are one more side. */
export function union(node: KqlNode, input: Relation, context: Context): Relation {
  return unionOf(node, input, context);
}

/** `union T, U` at the start of a query. */
export function unionSource(node: KqlNode, context: Context): Relation {
  return unionOf(node, undefined, context);
}

function unionOf(node: KqlNode, piped: Relation | undefined, context: Context): Relation {
  const parameters = parametersOf(node, ["kind", "withsource", "isfuzzy"], context);
  const fuzzy = parameters.get("isfuzzy") === "true";
  const listed = sidesOf(
    node.child("Expressions")?.elements ?? [],
    { fuzzy, offset: piped === undefined ? 0 : 1 },
    context,
  );
  const sides = piped === undefined ? listed : [{ rows: piped, source: undefined }, ...listed];
  if (sides.length === 0) throw refuse(context, node, "Nothing that this union names is there", "SemanticError");
  const withSource = parameters.has("withsource");
  const bound = boundColumns(node, context);
  const named = withSource ? bound.slice(1) : bound;
  const inner = parameters.get("kind") === "inner";
  const origins = inner ? named.map(({ name, type }) => ({ name, type })) : distinctColumns(sides);
  // Of a wildcard that only views fit the binder knows no columns.
  const known = fuzzy && named.length === 0 ? origins : named;
  const real = fuzzy ? withoutMissing(known, origins) : known;
  const columns = real.map(({ name, type }) => ({ name, type, physical: context.fresh() }));
  if (origins.length !== columns.length || origins.some(({ name, type }, i) => !fits(columns[i], name, type)))
    throw refuse(context, node, "The columns of this union are not supported");
  if (columns.length === 0) throw refuse(context, node, "A union without common columns is not supported");
  const source = withSource ? [{ name: bound[0]?.name ?? "", type: "string" as const, physical: context.fresh() }] : [];
  const selects = sides.map((side) => selectOf(side, { origins, columns, source }, node, context));
  return { columns: [...source, ...columns], sql: selects.join(" UNION ALL ") };
}

interface Origin {
  readonly name: string;
  readonly type: ColumnType;
}

interface Target {
  readonly origins: readonly Origin[];
  readonly columns: readonly RelationColumn[];
  readonly source: readonly RelationColumn[];
}

function selectOf(side: Side, { origins, columns, source }: Target, node: KqlNode, context: Context): string {
  const items = columns.map(({ type, physical }, i) => {
    const own = side.rows.columns.find((column) => column.name === origins[i]?.name && column.type === type);
    return `${own?.physical ?? nullOf(type).sql} AS ${physical}`;
  });
  const from = source.map(({ physical }) => {
    if (side.source === undefined) throw refuse(context, node, "What withsource= calls these rows is not proven");
    return `${sqlString(side.source)} AS ${physical}`;
  });
  return `SELECT ${[...from, ...items].join(", ")} FROM (${side.rows.sql})`;
}

// Names in order of appearance; a name with several types becomes one column for each, side by side.
function distinctColumns(sides: readonly Side[]): Origin[] {
  const byName = new Map<string, ColumnType[]>();
  for (const { rows } of sides)
    for (const { name, type } of rows.columns) {
      const types = byName.get(name) ?? [];
      if (!types.includes(type)) byName.set(name, [...types, type]);
    }
  return [...byName].flatMap(([name, types]) => types.map((type) => ({ name, type })));
}

// The binder makes up columns for what missing tables are asked for; in a union that passes over them there are none.
function withoutMissing(bound: readonly Origin[], origins: readonly Origin[]): Origin[] {
  const left = [...origins];
  return bound.filter((column) => {
    const next = left[0];
    const found = next !== undefined && fits(column, next.name, next.type);
    if (found) left.shift();
    return found;
  });
}

function fits(column: Origin | undefined, name: string, type: ColumnType): boolean {
  return column?.type === type && column.name.startsWith(name);
}
