import type { Relation } from "./relation.ts";

/** A cheaper way to say something in the SQL, which is right where nothing else reads the columns that it does without. */
export interface Shortcut {
  readonly without: readonly string[];
  /** Each text by another. Both have SQL's quotes around a text in them, which no text of the query can: there they are doubled. */
  readonly replaced: readonly (readonly [from: string, to: string])[];
}

/** The rows with every shortcut taken that may be: only now is it known what reads a column. */
export function withShortcuts(rows: Relation, shortcuts: readonly Shortcut[]): Relation {
  let { sql } = rows;
  const read = new Set([...rows.columns.map(({ physical }) => physical), ...(rows.order ?? [])].flatMap(words));
  for (const { without, replaced } of shortcuts) {
    const rest = replaced.reduce((text, [from]) => text.replaceAll(from, ""), sql);
    const isRead = (column: string): boolean => read.has(column) || new RegExp(`\\b${column}\\b`).test(rest);
    if (without.some(isRead)) continue;
    sql = replaced.reduce((text, [from, to]) => text.replaceAll(from, () => to), sql);
  }
  return sql === rows.sql ? rows : { ...rows, sql };
}

function words(sql: string): string[] {
  return sql.match(/\w+/g) ?? [];
}
