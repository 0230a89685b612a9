import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const RANDOM = "range x from 1 to 5 step 1 | extend q = rand()";

test.each<readonly [query: string, row: string]>([
  [`let m = materialize(${RANDOM}); union m, m | summarize dcount(q), count()`, "[5,10]"],
  [`let m = materialize(${RANDOM} | extend g = new_guid()); m | join kind=inner m on q, g | count`, "[5]"],
  [
    `let m = materialize(${RANDOM}); print s = toscalar(m | summarize sum(q)) == toscalar(m | summarize sum(q))`,
    "[true]",
  ],
  ["let m = materialize(range x from 1 to 1000 step 1 | sample 5); m | where x in (m) | count", "[5]"],
  // The order of the rows is kept.
  [`let m = materialize(${RANDOM} | sort by x desc); m | extend n = row_number() | where n == 1 | project x`, "[5]"],
  // Materialized again at each call.
  [
    `let f = (k: long) { let m = materialize(${RANDOM} | project y = q + k); union m, m }; union (f(0) | take 10), (f(0) | take 10) | summarize dcount(y), count()`,
    "[10,20]",
  ],
  [`let a = materialize(${RANDOM}); let b = materialize(a | where q >= 0); union b, a | summarize dcount(q)`, "[5]"],
  ["let m = materialize(range x from 1 to 3 step 1); union m, m | summarize sum(x)", "[12]"],
])("%s", async (query, row) => {
  expect(await rowsOf(engine, query)).toEqual([row]);
});
