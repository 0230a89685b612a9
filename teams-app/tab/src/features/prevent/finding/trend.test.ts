import { RunId } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { trendBars } from "./trend.ts";

const runId = RunId.parse("run_testing01");
const six = { runId, from: "2026-11-19T00:00:00.000Z", to: "2026-11-19T06:00:00.000Z", violates: true };
const two = { ...six, to: "2026-11-19T02:00:00.000Z" };

test("runs of different lengths are compared by the hour", () => {
  const bars = trendBars([
    { ...six, count: 600 },
    { ...two, count: 400 },
  ]);
  expect(bars.map(({ rate, share }) => [rate, share])).toEqual([
    [100, 0.5],
    [200, 1],
  ]);
});

test("a run that did not measure has no rate, which is not none", () => {
  expect(trendBars([six, { ...six, count: 0 }]).map(({ rate, share }) => [rate, share])).toEqual([
    [undefined, 0],
    [0, 0],
  ]);
});
