import { loadPatterns, SOURCE_TABLES, sourcesOf } from "@logdoctor/kql-detect";
import type { PatternKit } from "./ports.ts";

/** The patterns of `kql/patterns`; in the built agent they are part of its code. */
export function shippedPatterns(): PatternKit {
  const sources = SOURCE_TABLES.flatMap((table) => sourcesOf(table));
  return { patterns: loadPatterns(), sources: sources.map(({ table, shape }) => ({ table, shape })) };
}
