import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const TWO = 'datatable(s:string, n:int)["needle in haystack", 1, "another row", 2] | ';

test.each<readonly [query: string, rows: readonly string[]]>([
  [`${TWO}where * contains "needle" or * !contains "row" | project n`, ["[1]"]],
  [`${TWO}where * has "ROW" | project n`, ["[2]"]],
  [`${TWO}where * !has "row" | project n`, ["[1]"]],
  ['print t = now(), s = "x" | where * has "x" | project s', ['["x"]']],
  ['print n = 5, t = now(), s = "at 10.0.0.4" | where * has "10.0.0.4" | project n', ["[5]"]],
  ['print d = dynamic({"k": "a needle"}), s = "" | where * has "needle" | project s', ['[""]']],
  ['datatable(a:string, b:string)["x", "y", "z", "z"] | where * startswith "Y" or * endswith_cs "y"', ['["x","y"]']],
])("%s", async (query, rows) => {
  expect(await rowsOf(engine, query)).toEqual(rows);
});

test.each([
  `${TWO}where * has "1"`,
  'print t = now(), s = "x" | where * has "2026"',
  'print g = guid(null), s = "x" | where * contains "bad"',
  "print d = dynamic([1]), i = 0 | summarize make_list(d[i])",
])("%s is refused", async (query) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
});
