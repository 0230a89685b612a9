import { expect, test } from "vitest";
import { readableSources, tablesNamedIn, useVerdict } from "./table-use.ts";

const tables = ["AppTraces", "Perf", "Event"];

test.each([
  ["AppTraces | where Message has 'Perf.'", ["AppTraces", "Perf"]],
  ["AppTracesOld | take 1", []],
  ["union AppTraces, Perf | count", ["AppTraces", "Perf"]],
  ["union * | count", tables],
  ["search 'x'", tables],
  ["find in (Perf) where x == 1", tables],
  ['{"query":"Event\\n| count"}', ["Event"]],
])("%j names its tables", (text, named) => {
  expect(tablesNamedIn(text, tables)).toEqual(named);
});

test("a place that could not be read never makes a table unused", () => {
  expect(useVerdict({ usedBy: [], unread: [] })).toBe("unused");
  for (const place of readableSources) {
    expect(useVerdict({ usedBy: [], unread: [place] })).toBe("unknown");
    expect(useVerdict({ usedBy: ["pattern"], unread: [place] })).toBe("used");
  }
});
