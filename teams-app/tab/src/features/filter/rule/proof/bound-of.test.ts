import { testTenant } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { runningRule, someRate } from "../../../../testing/filter-documents.ts";
import { boundOf } from "./bound-of.ts";

const rate = { ...someRate, id: "rate-2", tenantId: testTenant, table: "AppTraces", targetCategory: "Debug noise" };
const lowered = { keptShare: 3932 / 65_536, observedPerMinute: 10_000 };

test.each([
  ["lowered its share", lowered, rate, 600],
  ["was above what was counted", { keptShare: 6554 / 65_536, observedPerMinute: 40 }, rate, 600],
  ["was changed since", lowered, { ...rate, maxPerMinute: 700 }, undefined],
  ["is switched off", lowered, { ...rate, isActive: false }, undefined],
  ["is of another table", lowered, { ...rate, table: "Perf" }, undefined],
  ["met no count", { keptShare: 6554 / 65_536 }, rate, undefined],
])("a bound that %s", (_what, played, set, bound) => {
  expect(boundOf(played, runningRule, [set])).toBe(bound);
});

test("of a rule that is gone is not known", () => {
  expect(boundOf(lowered, undefined, [rate])).toBeUndefined();
});
