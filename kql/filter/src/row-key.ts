import type { RowKey } from "./ast.ts";
import { type Columns, candidates } from "./targets.ts";

const ROW_TEXTS = 3;

/** What rows of a table with these columns are known by when a share of them is chosen. */
export function keyOf(columns: Columns): RowKey {
  const texts = candidates("rowText", columns).slice(0, ROW_TEXTS);
  return {
    trace: candidates("trace", columns).find(({ reads }) => reads === "text"),
    time: columns["TimeGenerated"] === "datetime",
    texts,
  };
}
