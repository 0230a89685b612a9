import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { rowsOf } from "./testing/run-query.ts";
import { isoFromTicks } from "./ticks.ts";
import type { Engine } from "./types.ts";

let engine: Engine;
let tables = 0;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const MIN = -(2n ** 63n);
const long = fc.oneof(
  fc.bigInt({ min: MIN, max: -MIN - 1n }),
  fc.constantFrom(0n, 1n, -1n, MIN, -MIN - 1n, 2n ** 53n + 1n),
);
const ticks = fc.oneof(
  fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n }),
  fc.constantFrom(0n, 1n, 3_155_378_975_999_999_999n),
);
const text = fc.string({ unit: "binary" }).filter((value) => value.isWellFormed());
const row = fc.record({ l: long, t: ticks, s: text, r: fc.double({ noNaN: true, noDefaultInfinity: true }) });

test("longs, datetimes, strings and reals come back exactly", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const name = `E${tables++}`;
      await engine.createTable(name, [
        { name: "n", type: "int" },
        { name: "l", type: "long" },
        { name: "t", type: "datetime" },
        { name: "s", type: "string" },
        { name: "r", type: "real" },
      ]);
      await engine.insertJson(
        name,
        rows.map(
          ({ l, t, s, r }, n) => `{"n":${n},"l":${l},"t":"${isoFromTicks(t)}","s":${JSON.stringify(s)},"r":${r}}`,
        ),
        0n,
      );

      const found = await rowsOf(engine, `${name} | sort by n asc | project l = tostring(l), t, s, r`);

      expect(found.map((line) => JSON.parse(line))).toEqual(
        rows.map(({ l, t, s, r }) => [String(l), isoFromTicks(t), s, r === 0 ? expect.closeTo(0) : r]),
      );
    }),
    { numRuns: 40 },
  );
});

test("integer arithmetic wraps at 64 bits, sums too", async () => {
  await fc.assert(
    fc.asyncProperty(long, long, async (a, b) => {
      const [line] = await rowsOf(
        engine,
        `datatable(a:long, b:long)[long(${a}), long(${b})] | extend p = tostring(a + b), m = tostring(a * b), d = tostring(a - b) | project p, m, d`,
      );
      const [sum] = await rowsOf(
        engine,
        `datatable(a:long)[long(${a}), long(${b})] | summarize s = sum(a) | project tostring(s)`,
      );

      expect(JSON.parse(line ?? "")).toEqual([a + b, a * b, a - b].map((value) => String(BigInt.asIntN(64, value))));
      expect(JSON.parse(sum ?? "")).toEqual([String(BigInt.asIntN(64, a + b))]);
    }),
    { numRuns: 60 },
  );
});

test("bin goes down to a multiple, below zero too", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
      fc.integer({ min: 1, max: 1_000_000 }),
      async (value, step) => {
        const [line] = await rowsOf(engine, `print tostring(bin(long(${value}), ${step}))`);
        const size = BigInt(step);
        const binned = BigInt(JSON.parse(line ?? "")[0]);

        expect(binned % size).toBe(0n);
        expect(binned <= value && value < binned + size).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("a string literal of any content is that content, and comparison is exact", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (a, b) => {
      const name = `S${tables++}`;
      await engine.createTable(name, [{ name: "s", type: "string" }]);
      await engine.insertJson(name, [JSON.stringify({ s: a }), JSON.stringify({ s: b })], 0n);

      expect(await engine.deleteWhere(name, [{ column: "s", operator: "==", value: a }], { now: 0n })).toBe(
        a === b ? 2 : 1,
      );
    }),
    { numRuns: 60 },
  );
});
