import { createHash } from "node:crypto";
import { type ActiveRule, composeMatches, type LogSource, rulesOf } from "@logdoctor/kql-prevent";
import type { WatcherQuery } from "./watchers.ts";

/** The rules of Prevent that look at rows of a table: one query for all of them. */
export function ruleWatchers(source: LogSource, rules: readonly ActiveRule[]): WatcherQuery[] {
  const reading = rulesOf({ source, rules });
  if (reading.length === 0) return [];
  return [
    {
      kind: "prevention-rule",
      rules: reading.map((rule) => ({ id: rule.id, version: versionOf(rule) })),
      query: ({ from, to }, where) => composeMatches({ source, rules: reading, from, to, where }),
    },
  ];
}

function versionOf({ version, threshold, predicate }: ActiveRule): string {
  const text = JSON.stringify([threshold, predicate]);
  return `${version}:${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}
