import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { NOW, rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
  engine.createFunction("HourAgo", "print ago(1h)");
});
afterAll(() => engine.close());

test.each<[query: string, rows: string[]]>([
  ["set notruncation; set servertimeout=10m; print 1", ["[1]"]],
  ["set query_bin_auto_size=2; range x from 1 to 3 step 1 | summarize count() by bin_auto(x)", ["[0,1]", "[2,2]"]],
  [
    "set query_bin_auto_size=1h; set query_bin_auto_at=datetime(2026-01-01T00:30:00Z); print t=bin_auto(datetime(2026-01-01T01:00:00Z))",
    ['["2026-01-01T00:30:00.0000000Z"]'],
  ],
  ["set query_now=datetime(2020-01-01T00:00:00Z); print ago(1h)", ['["2019-12-31T23:00:00.0000000Z"]']],
])("%s", async (query, rows) => {
  expect(await rowsOf(engine, query)).toEqual(rows);
  // The second time the plan may be a remembered one, with another clock.
  expect(await rowsOf(engine, query, { now: NOW + 7n })).toEqual(rows);
});

test.each([
  ["let t = ago(1h); set query_now=datetime(2020-01-01T00:00:00Z); print t"],
  ["let f = () { ago(1h) }; set query_now=datetime(2020-01-01T00:00:00Z); print f()"],
  ["let r = print ago(1h); set query_now=datetime(2020-01-01T00:00:00Z); r"],
  ["set query_now=datetime(2020-01-01T00:00:00Z); HourAgo"],
])("the clock that is set holds for what is named before it too: %s", async (query) => {
  expect(await rowsOf(engine, query)).toEqual(['["2019-12-31T23:00:00.0000000Z"]']);
});

test.each([
  ["set truncationmaxrecords=1; print 1", /The option truncationmaxrecords is not supported \(line 1, column 1\)/],
  ["print bin_auto(5)", /needs set query_bin_auto_size/],
  ["set query_now=datetime(null); print 1", /query_now must be a datetime/],
])("%s is refused", async (query, message) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({
    code: "NotSupported",
    message: expect.stringMatching(message),
  });
});
