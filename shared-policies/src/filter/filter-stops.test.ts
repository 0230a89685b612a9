import { expect, test } from "vitest";
import { filterStopsOf } from "./filter-stops.ts";
import { judgeReport } from "./judge-report.ts";
import type { FilteredTable, FilterOutcome } from "./outcome.ts";

const now = new Date("2026-11-10T00:00:00Z");

function entry(table: string, over: Partial<FilteredTable>): FilteredTable {
  return { table, collectionRule: "/dcr/one", state: "reverted", detail: "More rows went", ruleIds: [], ...over };
}

function stops(tables: FilteredTable[], rules: { id: string; table: string; expiresAt?: string }[]) {
  const outcome: FilterOutcome = { queries: 0, dryRuns: [], certificates: [], tables, statistics: [] };
  const judged = rules.flatMap(({ id, table, expiresAt }) => {
    const rule = { id, table, ruleName: `Rule ${id}`, state: "Active", expiresAt } as const;
    const step = judgeReport(rule, outcome, now);
    return step === undefined ? [] : [{ rule, step }];
  });
  return filterStopsOf(judged);
}

test("rules of a table that were taken back together are one stop, with what was measured", () => {
  const measured = { predictedDropRate: 0.6, observedDropRate: 0.9, transformErrors: 0 };
  const rules = [
    { id: "b", table: "AppTraces" },
    { id: "a", table: "AppTraces" },
  ];
  expect(stops([entry("AppTraces", measured)], rules)).toEqual([
    {
      ...{ table: "AppTraces", cause: "reverted", detail: "More rows went", collectionRule: "/dcr/one", ...measured },
      rules: [
        { id: "a", ruleName: "Rule a" },
        { id: "b", ruleName: "Rule b" },
      ],
    },
  ]);
});

test("what went wrong comes before what was refused, and this before what ended", () => {
  const rules = [
    { id: "a", table: "AppEvents", expiresAt: now.toISOString() },
    { id: "b", table: "AppMetrics" },
    { id: "c", table: "AppTraces" },
    { id: "d", table: "Syslog" },
  ];
  const refused = { state: "refused", refusal: "loss-not-approved", detail: "", collectionRule: "" } as const;
  const seen = stops(
    [entry("AppMetrics", refused), entry("AppTraces", {}), entry("Syslog", { state: "verified" })],
    rules,
  );
  expect(seen.map(({ table, cause, detail }) => [table, cause, detail])).toEqual([
    ["AppTraces", "reverted", "More rows went"],
    ["AppMetrics", "refused", "loss-not-approved"],
    ["AppEvents", "expired", "The rule has expired."],
  ]);
});

test("a report by which nothing stops has no stops", () => {
  expect(stops([entry("AppTraces", { state: "verified" })], [{ id: "a", table: "AppTraces" }])).toEqual([]);
});
