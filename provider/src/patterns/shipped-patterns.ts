import { loadPatterns, type Pattern, SOURCE_TABLES, sourcesOf } from "@logdoctor/kql-detect";
import type { ShippedPattern } from "./pattern-store.ts";

/** When the patterns that ship first did. */
const shippedAt = "2026-11-21T00:00:00Z";

/** The patterns of `kql/patterns`, as tenants see them before they set anything. */
export function shippedPatterns(): ShippedPattern[] {
  return loadPatterns()
    .map(shippedOf)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function shippedOf(pattern: Pattern): ShippedPattern {
  const { id, name, description, version, query, tactics, relevantTechniques, logDoctor } = pattern;
  return {
    ...{ id, version, tactics, techniques: relevantTechniques },
    ...{ patternName: name, description, kqlQuery: query },
    ...{ detectionType: logDoctor.type, family: logDoctor.family, severity: logDoctor.severity },
    threshold: thresholdOf(logDoctor),
    tables: SOURCE_TABLES.filter((table) => sourcesOf(table).some(({ shape }) => shape === logDoctor.shape)),
    createdAt: shippedAt,
  };
}

/** The score of one request for patterns that weigh signals; for the others, what they count. */
function thresholdOf({ signals, threshold, require }: Pattern["logDoctor"]): number {
  if (signals.length > 0) return threshold;
  return require.rows ?? require.distinctAccounts ?? require.distinctPaths ?? 1;
}
