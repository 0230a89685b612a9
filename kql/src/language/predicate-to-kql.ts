import type { ColumnType, DeleteFilter } from "./types.ts";

/** The filters as one KQL condition; every literal is quoted for its column's type. */
export function predicateToKql(
  _filters: readonly DeleteFilter[],
  _columns: Readonly<Record<string, ColumnType>>,
): string {
  throw new Error("predicateToKql is not built yet");
}
