import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planExampleCost, priceBookFor, priceBooks } from "../price-book.ts";
import { monthlyCost, savings, type TableVolume } from "./savings.ts";

const book = priceBookFor("koreacentral", new Date("2026-11-01T00:00:00Z"));
const volume: TableVolume = {
  table: "SecurityEvent",
  plan: "Analytics",
  gbPerDay: 10,
  retentionInDays: 31,
  totalRetentionInDays: 31,
};

describe("what Azure bills", () => {
  test("ingestion alone within the free days", () => {
    expect(monthlyCost(volume, undefined, book)).toEqual({
      ingestion: 690,
      retention: 0,
      longTerm: 0,
      archive: 0,
      total: 690,
    });
  });

  test("retention only beyond 31 days, long-term only beyond analytics", () => {
    const cost = monthlyCost({ ...volume, retentionInDays: 91, totalRetentionInDays: 365 }, undefined, book);
    expect(cost.retention).toBeCloseTo(10 * 60 * 0.1);
    expect(cost.longTerm).toBeCloseTo(10 * 274 * 0.02);
  });

  test("tables of Application Insights have 90 free days", () => {
    expect(
      monthlyCost({ ...volume, table: "AppTraces", retentionInDays: 90, totalRetentionInDays: 90 }, undefined, book)
        .retention,
    ).toBe(0);
  });

  test("lowering retention under the free days saves nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 31 }), (days) => {
        const lower = monthlyCost({ ...volume, retentionInDays: days, totalRetentionInDays: days }, undefined, book);
        expect(lower.total).toBe(monthlyCost(volume, undefined, book).total);
      }),
    );
  });

  test("the archive's own cost counts against the saving, on both denominators", () => {
    const before = monthlyCost({ ...volume, retentionInDays: 91, totalRetentionInDays: 91 }, undefined, book);
    const after = monthlyCost(volume, { gbPerDay: 1, days: 365, tier: "cool" }, book);
    const saved = savings(before, after, book);
    expect(saved.savedPerMonth).toBeCloseTo(60 - 3.65);
    expect(saved.ofBill).toBeCloseTo((60 - 3.65) / 750);
    expect(saved.ofRetention).toBeCloseTo((60 - 3.65) / 60);
  });

  test("no volume, no saving, no division by zero", () => {
    const none = monthlyCost({ ...volume, gbPerDay: 0 }, undefined, book);
    expect(savings(none, none, book)).toMatchObject({ savedPerMonth: 0, ofBill: 0, ofRetention: 0 });
  });
});

test("the plan's example keeps its own numbers: $828, and about $196 or 75 % less", () => {
  expect(planExampleCost(10, 30)).toBeCloseTo(828);
  expect(planExampleCost(10, 7)).toBeGreaterThan(193);
  expect(planExampleCost(10, 7)).toBeLessThan(197);
  expect(1 - planExampleCost(10, 7) / planExampleCost(10, 30)).toBeCloseTo(0.76, 1);
});

describe("price books", () => {
  test("an unknown region is priced as East US", () => {
    expect(priceBookFor("atlantis", new Date("2026-11-01T00:00:00Z")).region).toBe("eastus");
  });

  test("the newest book in force is taken", () => {
    const [first] = priceBooks;
    if (first === undefined) throw new Error("no price book");
    const next = { ...first, id: "next", effectiveFrom: "2026-06-01" };
    const later = { ...first, id: "later", effectiveFrom: "2027-01-01" };
    expect(priceBookFor("eastus", new Date("2026-11-01T00:00:00Z"), [first, next, later]).id).toBe("next");
  });

  test("a date before every book is an error, not a guess", () => {
    expect(() => priceBookFor("eastus", new Date("2020-01-01T00:00:00Z"))).toThrow(/No price book/);
  });
});
