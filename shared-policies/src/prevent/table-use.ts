import type { TableUse } from "./finding.ts";

export type UseSource = TableUse["usedBy"][number];
export type ReadableSource = TableUse["unread"][number];

/** Where use of tables shows outside Log Doctor. */
export const readableSources: readonly ReadableSource[] = ["query-audit", "alert-rule", "workbook", "saved-function"];

/** What was seen of a table's use, and what could not be looked at. */
export interface SeenUse {
  readonly usedBy: readonly UseSource[];
  readonly unread: readonly ReadableSource[];
}

/** Whether anyone uses a table. It is unused only where every place was looked at and none names it. */
export function useVerdict({ usedBy, unread }: SeenUse): TableUse["verdict"] {
  if (usedBy.length > 0) return "used";
  return unread.length > 0 ? "unknown" : "unused";
}

/**
 * Names of those tables that a text of KQL, or a document that holds one, speaks of as a word. A text that reaches tables by a
 * wildcard, by `search` or by `find` speaks of all.
 */
export function tablesNamedIn(text: string, tables: readonly string[]): string[] {
  if (/\b(?:search|find)\b(?!\s*[.=])|\bunion\b[^|;]*\*/i.test(text)) return [...tables];
  const words = new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
  return tables.filter((table) => words.has(table));
}
