import { expect, test } from "vitest";
import { judgeOf } from "./evaluate.ts";
import { readFilter } from "./from-documents.ts";
import { hexBelow, isBelow, shareOf } from "./hex-prefix.ts";
import type { Columns } from "./targets.ts";

const COLUMNS: Columns = {
  TimeGenerated: "datetime",
  Message: "string",
  OperationId: "string",
  AppRoleInstance: "string",
};

function sampled(samplingRate: number, heldOut = 0) {
  const rule = {
    id: "s",
    ruleName: "s",
    filterType: "Sampling",
    matchPattern: "/api",
    action: "SAMPLE",
    samplingRate,
    priority: 1,
    isActive: true,
  } as const;
  return judgeOf(readFilter({ table: "T_CL", columns: COLUMNS, rules: [rule], sampling: [], heldOut }).ast);
}

test("a million traces are kept evenly, whatever share of their order they come from", () => {
  const judge = sampled(0.1, 0.05);
  const [groups, size] = [100, 10_000];
  let [keptAll, heldAll, chi] = [0, 0, 0];
  for (let group = 0; group < groups; group++) {
    let kept = 0;
    for (let i = 0; i < size; i++) {
      const { dropping, heldOut } = judge({
        Message: "/api",
        OperationId: (group * size + i).toString(16).padStart(32, "0"),
      });
      if (dropping.length === 0) kept++;
      if (heldOut) heldAll++;
    }
    const expected = size * (shareOf(0.1) / 65_536);
    chi += (kept - expected) ** 2 / (expected * (1 - expected / size));
    keptAll += kept;
  }
  // Chi-square of 100 degrees of freedom: 0.1 % and 99.9 % points.
  expect(chi).toBeGreaterThan(61.9);
  expect(chi).toBeLessThan(149.5);
  expect(keptAll / 1e6).toBeCloseTo(0.1, 2);
  expect(heldAll / 1e6).toBeCloseTo(0.05, 2);
});

test("all rows of a trace share its fate, and what a small share keeps a larger one keeps", () => {
  const [small, large] = [sampled(0.1), sampled(0.4)];
  for (let trace = 0; trace < 500; trace++) {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      TimeGenerated: `2026-01-01T00:00:${String(i).padStart(2, "0")}Z`,
      Message: `/api/${i}`,
      OperationId: `trace-${trace}`,
    }));
    const kept = rows.map((row) => small(row).rule === undefined);
    expect(new Set(kept).size).toBe(1);
    if (kept[0]) expect(rows.every((row) => large(row).rule === undefined)).toBe(true);
  }
});

test("rows of no trace are told apart by time and text", () => {
  const judge = sampled(0.5);
  const fates = (make: (i: number) => object) =>
    new Set(
      Array.from(
        { length: 64 },
        (_, i) => judge({ Message: "/api", TimeGenerated: "2026-01-01T00:00:00Z", ...make(i) }).rule === undefined,
      ),
    ).size;
  expect(fates(() => ({}))).toBe(1);
  expect(fates((i) => ({ TimeGenerated: `2026-01-01T00:00:00.00000${10 + i}Z` }))).toBe(2);
  expect(fates((i) => ({ Message: `/api/${i}` }))).toBe(2);
});

test("the regular expression of a share takes just the prefixes below it", () => {
  for (const share of [1, 15, 16, 17, 255, 256, 4095, 4096, 6554, 0x0a0b, 0xa000, 0xb0c0, 0xfffe, 0xffff]) {
    const pattern = new RegExp(hexBelow(share, "sampling"));
    for (let prefix = 0; prefix < 65_536; prefix++) {
      const hash = `${prefix.toString(16).padStart(4, "0")}f0`;
      if (pattern.test(hash) !== prefix < share || isBelow(hash, share, "sampling") !== prefix < share)
        throw new Error(`${share}: ${hash}`);
    }
  }
  expect([shareOf(0), shareOf(1), shareOf(1e-9), shareOf(1 - 1e-9)]).toEqual([0, 65_536, 1, 65_535]);
});

test("maxPerMinute lowers the rate by what was observed", () => {
  const config = { id: "c", targetCategory: "/api", samplingRate: 0.5, maxPerMinute: 60, isActive: true };
  const keep = (observed?: number) =>
    readFilter({
      table: "T_CL",
      columns: COLUMNS,
      rules: [],
      sampling: [config],
      ...(observed === undefined ? {} : { observedPerMinute: { c: observed } }),
    }).ast.rules[0]?.keep;
  expect([keep(), keep(100), keep(600)]).toEqual([shareOf(0.5), shareOf(0.5), shareOf(0.1)]);
});

test("a rate is that of the rule that it names, not of one that looks for that name", () => {
  const base = { filterType: "Sampling", action: "SAMPLE", priority: 1, isActive: true } as const;
  const rules = [
    { ...base, id: "a", ruleName: "a", matchPattern: "checkout" },
    { ...base, id: "b", ruleName: "checkout", matchPattern: "/pay" },
  ];
  const rates = { a: 0.5, checkout: 0.25 };
  const sampling = Object.entries(rates)
    .map(([targetCategory, samplingRate]) => ({
      id: `r-${targetCategory}`,
      targetCategory,
      samplingRate,
      isActive: true,
    }))
    .toReversed();
  const { ast } = readFilter({ table: "T_CL", columns: COLUMNS, rules, sampling });
  expect(ast.rules.map(({ id, keep }) => [id, keep])).toEqual([
    ["a", shareOf(0.5)],
    ["b", shareOf(0.25)],
  ]);
});
