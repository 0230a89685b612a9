import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { sqlString } from "../compile/expr.ts";
import { findColumn, hiddenNames, type Relation, type RelationColumn } from "../compile/relation.ts";
import { boundColumns } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";
import { distinctColumns, fits, itemsOf, matched, type Origin, type UnionColumn, visible } from "./union-columns.ts";
import { type Side, sidesOf } from "./union-sides.ts";

/** `T | union U, V`: the piped rows are one more side. */
export function union(node: KqlNode, input: Relation, context: Context): Relation {
  return unionOf(node, { piped: input, narrow: false }, context);
}

/** `union T, U` at the start of a query. */
export function unionSource(node: KqlNode, context: Context, narrow: boolean): Relation {
  return unionOf(node, { narrow }, context);
}

interface Given {
  readonly piped?: Relation;
  readonly narrow: boolean;
}

function unionOf(node: KqlNode, { piped, narrow }: Given, context: Context): Relation {
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
  const all = matched(fuzzy ? withoutMissing(known, origins) : known, origins, context);
  if (all === undefined) throw refuse(context, node, "The columns of this union are not supported");
  if (all.length === 0) throw refuse(context, node, "A union without common columns is not supported");
  const { columns, unseen } = visible(all, narrow, context);
  const source = withSource ? [{ name: bound[0]?.name ?? "", type: "string" as const, physical: context.fresh() }] : [];
  // Known of each row where it is known of each table.
  const ingestion = sides.every(({ rows }) => rows.ingestion !== undefined) ? context.fresh() : undefined;
  const phantoms = hiddenNames(sides.map(({ rows }) => rows));
  if (phantoms === undefined) throw refuse(context, node, "The columns of this union are not supported");
  const real = columns.filter(({ origin }) => !phantoms.has(origin.name));
  const selects = sides.map((side) => selectOf(side, { columns: real, source, ingestion }, node, context));
  const shown = columns.map((one) => (phantoms.has(one.origin.name) ? phantomOf(one, sides) : one.column));
  return {
    columns: [...source, ...shown],
    unseen,
    sql: selects.join(" UNION ALL "),
    ...(ingestion === undefined ? {} : { ingestion }),
  };
}

/** A column that the binder gives and Kusto does not, as a side has it. */
function phantomOf({ column, origin }: UnionColumn, sides: readonly Side[]): RelationColumn {
  const [found = column] = sides.flatMap(({ rows }) => findColumn(rows, origin.name) ?? []);
  return { ...found, name: column.name };
}

interface Target {
  readonly columns: readonly UnionColumn[];
  readonly source: readonly RelationColumn[];
  readonly ingestion: string | undefined;
}

function selectOf(side: Side, { columns, source, ingestion }: Target, node: KqlNode, context: Context): string {
  const from = source.map(({ physical }) => {
    if (side.source === undefined) throw refuse(context, node, "What withsource= calls these rows is not proven");
    return `${sqlString(side.source)} AS ${physical}`;
  });
  const ingested = ingestion === undefined ? [] : [`${side.rows.ingestion} AS ${ingestion}`];
  const items = [...from, ...itemsOf(side.rows, columns), ...ingested];
  return `SELECT ${items.length === 0 ? "1" : items.join(", ")} FROM (${side.rows.sql})`;
}

// The binder makes up columns for what missing tables are asked for; in a union that passes over them there are none.
function withoutMissing(bound: readonly Origin[], origins: readonly Origin[]): Origin[] {
  const left = [...origins];
  return bound.filter((column) => {
    const next = left[0];
    const found = next !== undefined && fits(column, next);
    if (found) left.shift();
    return found;
  });
}
