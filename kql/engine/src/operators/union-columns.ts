import type { Context } from "../compile/context.ts";
import { nullOf } from "../compile/expr.ts";
import type { Relation, RelationColumn } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import type { Side } from "./union-sides.ts";

/** A column as the tables have it. */
export interface Origin {
  readonly name: string;
  readonly type: ColumnType;
}

/** A column of the result, and what it is in the tables: `x_long` is the `x` of those where it is a long. */
export interface UnionColumn {
  readonly origin: Origin;
  readonly column: RelationColumn;
}

/** Names in order of appearance; a name with several types becomes one column for each, side by side. */
export function distinctColumns(sides: readonly Side[]): Origin[] {
  const byName = new Map<string, ColumnType[]>();
  for (const { rows } of sides)
    for (const { name, type } of rows.columns) {
      const types = byName.get(name) ?? [];
      if (!types.includes(type)) byName.set(name, [...types, type]);
    }
  return [...byName].flatMap(([name, types]) => types.map((type) => ({ name, type })));
}

/** The binder's columns beside those of the tables; undefined where the two do not agree. */
export function matched(
  bound: readonly Origin[],
  origins: readonly Origin[],
  context: Context,
): UnionColumn[] | undefined {
  if (bound.length !== origins.length) return undefined;
  const found = origins.flatMap((origin, i) => {
    const column = bound[i];
    return column !== undefined && fits(column, origin)
      ? [{ origin, column: { name: column.name, type: column.type, physical: context.fresh() } }]
      : [];
  });
  return found.length === bound.length ? found : undefined;
}

export function fits(column: Origin, origin: Origin): boolean {
  return column.type === origin.type && column.name.startsWith(origin.name);
}

/** The columns that the rest of the query can see, when it ends in columns of its own choice, and the names of the others. */
export function visible(
  all: readonly UnionColumn[],
  narrow: boolean,
  { text }: Context,
): { readonly columns: readonly UnionColumn[]; readonly unseen: ReadonlySet<string> } {
  const named = ({ column }: UnionColumn) => !narrow || !/^\w+$/.test(column.name) || text.includes(column.name);
  const others = all.filter((one) => !named(one)).map(({ column }) => column.name);
  return { columns: all.filter(named), unseen: new Set(others) };
}

/** What one side's rows are in the result's columns. */
export function itemsOf(rows: Relation, columns: readonly UnionColumn[]): string[] {
  return columns.map(({ origin, column }) => {
    const own = rows.columns.find(({ name, type }) => name === origin.name && type === origin.type);
    return `${own?.physical ?? nullOf(column.type).sql} AS ${column.physical}`;
  });
}
