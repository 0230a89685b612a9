import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { rowsOf } from "./testing/run-query.ts";
import type { Engine } from "./types.ts";

interface Measured {
  readonly id: string;
  readonly query: string;
  readonly ordered: boolean;
  readonly columns: string[];
  readonly rows: unknown[][];
}

const CASES: Measured[] = JSON.parse(readFileSync(new URL("testing/measured/cases.json", import.meta.url), "utf8"));

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

// The recorded results passed through doubles and a printer of 15 digits; longs beyond that are tested elsewhere.
function comparable(rows: unknown[][], ordered: boolean): string[] {
  const lines = rows.map((row) =>
    JSON.stringify(row.map((value) => (typeof value === "number" ? value.toPrecision(15) : value))),
  );
  return ordered ? lines : lines.sort();
}

describe("answers as the real engine did", () => {
  test.each(CASES)("$id $query", async ({ query, ordered, columns, rows }) => {
    const result = await engine.query(query, { now: 0n });
    const names = result.columns.map(({ name }) => name);
    const found: string[] = [];
    for await (const batch of result.rows()) found.push(...batch);

    expect(names).toEqual(columns);
    expect(
      comparable(
        found.map((line) => JSON.parse(line)),
        ordered,
      ),
    ).toEqual(comparable(rows, ordered));
  });
});

// Beyond the recorded ones: what follows from Kusto's documentation, and the types that the cases leave out.
describe("answers by the documentation", () => {
  test.each<[query: string, rows: string[]]>([
    ['print hash_sha256("World")', ['["78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524"]']],
    [
      "print tolong('0xFFFFFFFFFFFFFFFF'), tolong('9223372036854775807'), tolong('9223372036854775808')",
      ["[-1,9223372036854775807,null]"],
    ],
    [
      "print tostring(datetime(2026-01-01)), tostring(timespan(1.02:03:04.5)), tostring(true)",
      ['["2026-01-01T00:00:00.0000000Z","1.02:03:04.5000000","True"]'],
    ],
    [
      "print bin(-7, 5), bin(datetime(2026-01-01T13:59:59), 6h), bin(-1h, 1d), floor(-2.5, 1)",
      ['[-10,"2026-01-01T12:00:00.0000000Z","-1.00:00:00",-3.0]'],
    ],
    [
      "print real(nan) == real(nan), real(nan) != real(nan), real(nan) < 1.0, real(nan) > 1.0",
      ["[false,true,false,false]"],
    ],
    [
      "datatable(r:real)[real(nan), 1.0, real(null), real(-inf)] | sort by r asc",
      ["[null]", '["NaN"]', '["-Infinity"]', "[1.0]"],
    ],
    ["datatable(s:string)['Kelvin', 'kelvin'] | where s =~ 'KELVIN' | count", ["[2]"]],
    ["datatable(a:long)[1, 2, 3] | extend b = a | project-rename c = b | project-away a | top 1 by c asc", ["[1]"]],
    ["let t = datatable(a:long)[1, 2]; let n = 1; t | where a > n | project a, n", ["[2,1]"]],
    ["datatable(a:long, s:string)[1, 'x'] | union (datatable(a:long)[2]) | sort by a asc", ['[1,"x"]', '[2,""]']],
    ["datatable(a:long, s:string)[1, '두 글자'] | extend n = estimate_data_size(*) | project n", ["[18]"]],
    [
      'print d = dynamic({"a":{"b c":"x"},"n":null}) | project s = tostring(d.a[\'b c\']), m = isnull(d.nope), n = isnull(d.n), a = d.a',
      ['["x",true,true,"{\\"b c\\":\\"x\\"}"]'],
    ],
    ["print binary_and(0xFF, 0x0F), binary_shift_right(256, 4)", ["[15,16]"]],
    [
      "print startofday(datetime(2026-02-28T23:59:59.9999999)), startofmonth(datetime(2026-02-28)), hourofday(datetime(2026-02-28T23:59:59))",
      ['["2026-02-28T00:00:00.0000000Z","2026-02-01T00:00:00.0000000Z",23]'],
    ],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });
});
