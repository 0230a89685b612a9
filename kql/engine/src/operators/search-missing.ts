import type { Context } from "../compile/context.ts";
import { nullOf } from "../compile/expr.ts";
import { findColumn, type Relation, selectWith } from "../compile/relation.ts";
import type { Side } from "./union-sides.ts";

interface Wanted {
  readonly names: ReadonlySet<string>;
  readonly sides: readonly Side[];
}

/** The rows with the columns that a condition names and only other tables have: null, or empty text. */
export function withMissing(rows: Relation, { names, sides }: Wanted, context: Context): Relation {
  const added = [...names].flatMap((name) => {
    if (findColumn(rows, name) !== undefined) return [];
    const other = sides.flatMap((side) => findColumn(side.rows, name) ?? [])[0];
    return other === undefined ? [] : [{ name, type: other.type, physical: context.fresh() }];
  });
  const items = added.map(({ type, physical }) => `${nullOf(type).sql} AS ${physical}`);
  return { ...rows, columns: [...rows.columns, ...added], sql: selectWith(rows, items) };
}
