import type { Run, StoredFilterRule } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { filterLines, filterSummaryOf } from "./filter-summary.ts";

const run = { id: "run_filter0001", status: "succeeded" } as unknown as Run;
const rule = {
  ...{ id: "health", ruleName: "Health checks", table: "AppTraces", state: "Active" },
  dryRun: { processed: 1000, dropped: 120, gbPerMonth: 1.5 },
  applied: { state: "verified", predictedDropRate: 0.1188, observedDropRate: 0.12 },
} as unknown as StoredFilterRule;

test("the summary says where each filter stands and what became of the traffic", () => {
  const summary = filterSummaryOf(run, [rule], { received: 1000, stored: 880, dropped: 120 });
  expect(summary.rules).toMatchObject([{ id: "health", dropped: 120, applied: "verified", observedDropRate: 0.12 }]);
  expect(filterLines(summary)).toEqual([
    "Filter, run run_filter0001: succeeded; filters: 1.",
    "Health checks (AppTraces): Active, verified in Azure; predicted 11.9 %, seen 12.0 %.",
    "Of the last 1000 rows sent, 120 were not stored.",
  ]);
});

test("a filter that was never applied says so", () => {
  const { applied: _, ...draft } = rule;
  const summary = filterSummaryOf(run, [draft as StoredFilterRule], undefined);
  expect(summary).not.toHaveProperty("traffic");
  expect(filterLines(summary)[1]).toContain("none in Azure");
});
