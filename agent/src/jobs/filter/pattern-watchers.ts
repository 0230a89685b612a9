import { createHash } from "node:crypto";
import { composeDetection, type Pattern } from "@logdoctor/kql-detect";
import { type Ceiling, detectWithinCeiling, type PolicyBundle } from "@logdoctor/shared-policies";
import { effectivePatterns } from "../detect/effective-patterns.ts";
import type { PatternKit } from "../detect/ports.ts";
import type { WatcherQuery } from "./watchers.ts";

/** Findings of a replay beyond this number are not compared. */
const maxFindings = 20_000;

/** The detection patterns that read a table, as this bundle sets them: one query for all of them. */
export function patternWatchers(
  kit: PatternKit,
  { table, bundle, ceiling }: { table: string; bundle: PolicyBundle; ceiling: Ceiling },
): WatcherQuery[] {
  const detect = bundle.policies.detect ?? { patterns: [], exceptions: [] };
  const shapes = kit.sources.filter((source) => source.table === table).map(({ shape }) => shape);
  const patterns = effectivePatterns(kit.patterns, detectWithinCeiling(ceiling, detect).patterns);
  const reading = patterns.filter(({ logDoctor }) => shapes.includes(logDoctor.shape));
  if (reading.length === 0) return [];
  return [
    {
      kind: "pattern",
      versions: new Map(reading.map((pattern) => [pattern.id, versionOf(pattern)])),
      query: ({ from, to }) => composeDetection({ table, patterns: reading, from, to, maxItems: 1, maxFindings }),
    },
  ];
}

/** Changes with the pattern and with what a tenant set of it. */
function versionOf({ version, logDoctor }: Pattern): string {
  return `${version}:${createHash("sha256").update(JSON.stringify(logDoctor)).digest("hex").slice(0, 16)}`;
}
