import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";
import { balanced } from "./chains.ts";
import { checkExpansion } from "./expansion.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

test.each<readonly [query: string, row: string]>([
  ["print x = 9223372036854775807 + 1 - 1", "[9223372036854775807]"],
  [
    "datatable(a:long)[9223372036854775807] | project x = a + a + a, y = a - (1 - a) - a, z = -a - a - a - a",
    "[9223372036854775805,9223372036854775806,4]",
  ],
  ["datatable(a:int)[2147483647] | project x = a + a + a, y = tostring(gettype(a + a + a))", '[6442450941,"long"]'],
  ["datatable(a:long, b:long)[1, long(null)] | project x = a + b + 1, y = 1 + a + 2", "[null,4]"],
  ["datatable(a:long)[7] | project x = a - 2 - 3 - 1.5, y = 10 - a - 1 + 2 * a", "[0.5,16]"],
  ["print a = 5, d = dynamic({'x': 4}) | project x = a + a + tolong(d.x) - a", "[9]"],
  // The ends of time, in either direction.
  ["print x = datetime(9999-12-31 23:59:59.9999999) + 1tick, y = datetime(0001-01-01) - 1tick", "[null,null]"],
  [
    "print x = datetime(9999-12-31 23:59:59.9999998) + 1tick, y = datetime(0001-01-01) + 0s",
    '["9999-12-31T23:59:59.9999999Z","0001-01-01T00:00:00.0000000Z"]',
  ],
  ["print x = datetime(null) + 1d, y = datetime_add('year', -3000, datetime(2026-01-01))", "[null,null]"],
])("%s", async (query, row) => {
  expect(await rowsOf(engine, query)).toEqual([row]);
});

test("a timespan beyond its range is refused", async () => {
  const query = "datatable(t:timespan)[10000000d] | project t + t";
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
});

test("balanced keeps the order, and is no deeper than it must be", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 300 }), (items) => {
      const tree = balanced(
        items.map((item) => ({ items: [item], depth: 0 })),
        (a, b) => ({ items: [...a.items, ...b.items], depth: 1 + Math.max(a.depth, b.depth) }),
      );
      expect(tree?.items).toEqual(items);
      expect(tree?.depth).toBe(Math.ceil(Math.log2(items.length)));
    }),
  );
  expect(balanced([], (a: number) => a)).toBeUndefined();
});

test("SQL is measured as what its macros mean", () => {
  const nested = (depth: number) => `SELECT ${"kql_substring(".repeat(depth)}c0${", 0, 9)".repeat(depth)} FROM t0`;
  expect(() => checkExpansion(nested(5))).not.toThrow();
  expect(() => checkExpansion(nested(12))).toThrow(/too large/);
  expect(() => checkExpansion(nested(200_000))).toThrow(/too large/);
  expect(() => checkExpansion(`SELECT '${nested(200)}'`)).not.toThrow();
});
