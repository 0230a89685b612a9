import type { ColumnType, PredicateResult } from "./types.ts";

export function parsePredicate(_text: string, _columns: Readonly<Record<string, ColumnType>>): PredicateResult {
  throw new Error("parsePredicate is not built yet");
}
