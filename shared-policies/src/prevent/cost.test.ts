import { expect, test } from "vitest";
import { priceBookFor } from "../price-book.ts";
import { gbPerMonth, ingestionUsdPerMonth } from "./cost.ts";

const prices = priceBookFor("eastus", new Date("2026-06-01T00:00:00Z"));
const day = { table: "AppTraces", plan: "Analytics", bytes: 1e9, hours: 24 } as const;

test("a GB a day is thirty a month", () => {
  expect(gbPerMonth(day)).toBeCloseTo(30, 9);
  expect(gbPerMonth({ ...day, hours: 6 })).toBeCloseTo(120, 9);
  expect(gbPerMonth({ ...day, hours: 0 })).toBe(0);
});

test.each([
  ["Analytics", 69],
  ["Basic", 15],
  ["Auxiliary", 1.5],
] as const)("the plan %s has its own price", (plan, usd) => {
  expect(ingestionUsdPerMonth({ ...day, plan }, prices)).toBeCloseTo(usd, 9);
});

test.each([
  ["rows that are not billed", { bytes: 0 }],
  ["Usage", { table: "Usage" }],
  ["AzureActivity", { table: "AzureActivity" }],
])("there is no money for %s", (_, over) => {
  expect(ingestionUsdPerMonth({ ...day, ...over }, prices)).toBeUndefined();
});
