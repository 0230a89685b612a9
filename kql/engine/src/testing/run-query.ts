import { ticksFromIso } from "../ticks.ts";
import type { Engine, QueryOptions } from "../types.ts";

export const NOW = ticksFromIso("2026-01-02T00:00:00Z");

/** All rows of a query, each as the JSON text that the engine gives. */
export async function rowsOf(engine: Engine, text: string, options: QueryOptions = { now: NOW }): Promise<string[]> {
  const result = await engine.query(text, options);
  const rows: string[] = [];
  for await (const batch of result.rows()) rows.push(...batch);
  return rows;
}
