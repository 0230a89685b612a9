import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const TEN = "range x from 1 to 10 step 1 | summarize h=hll(x), half=hll(x / 2), t=tdigest(x), e=hll_if(x, x > 99)";

test.each<readonly [query: string, rows: readonly string[]]>([
  [`${TEN} | project dcount_hll(h), dcount_hll(half), dcount_hll(hll_merge(h, half))`, ["[10,6,11]"]],
  [`${TEN} | evaluate dcount_intersect(h, half) | project s0, s1`, ["[10,5]"]],
  [`${TEN} | project rank_tdigest(t, 4), percentile_tdigest(t, 50, typeof(long)), isnull(e)`, ["[4.0,5,true]"]],
  [
    `${TEN} | project percentiles_array_tdigest(t, dynamic([25, 50])), percentiles_array_tdigest(t, 10, 90.5)`,
    ['["[3,5]","[1,10]"]'],
  ],
  [
    "range x from 1 to 6 step 1 | summarize h=hll(x % 3), t=tdigest(x) by x | summarize m=hll_merge(h), u=tdigest_merge(t) | project dcount_hll(m), rank_tdigest(u, 5)",
    ["[3,5.0]"],
  ],
  [
    'datatable(v:dynamic)[dynamic({"x":1, "y":3.5}), dynamic({"x":"a", "z":[1, 2]}), dynamic({"y":{"w":"z"}, "t":["a"], "z":["b"]})] | project s = v | summarize buildschema(s)',
    [
      '["{\\"x\\":[\\"long\\",\\"string\\"],\\"y\\":[\\"double\\",{\\"w\\":\\"string\\"}],\\"z\\":{\\"`indexer`\\":[\\"long\\",\\"string\\"]},\\"t\\":{\\"`indexer`\\":\\"string\\"}}"]',
    ],
  ],
])("%s", async (query, rows) => {
  expect(await rowsOf(engine, query)).toEqual(rows);
});

test.each([
  TEN,
  `${TEN} | project tostring(h)`,
  `${TEN} | project dcount_hll(t)`,
  `${TEN} | project dcount_hll(e)`,
  `${TEN} | project percentile_tdigest(t, 101, typeof(long))`,
  `${TEN} | project percentiles_array_tdigest(t, 50, 100.5)`,
  `${TEN} | project percentiles_array_tdigest(t, dynamic([-1, 50]))`,
  `${TEN} | project percentiles_array_tdigest(t, real(nan))`,
  "print dcount_hll(dynamic([1]))",
  "datatable(v:dynamic)[dynamic([true])] | summarize buildschema(v)",
])("%s is refused", async (query) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
});
