import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const VISITS = `datatable(u:string, t:datetime)["a", datetime(2026-01-01), "b", datetime(2026-01-01 05:00), "a", datetime(2026-01-02),
  "c", datetime(2026-01-02 03:00), "c", datetime(2026-01-03)] | `;
const PERIOD = "u, t, datetime(2026-01-01), datetime(2026-01-03)";
const NETWORKS =
  'let N = datatable(net:string, land:string)["10.1.0.0/16", "A", "10.2.0.0/16", "B", "10.2.3.0/24", "C"]; ';
const NETWORKS6 = 'let N = datatable(net:string, land:string)["2001:db8:85a3::/48", "A"]; ';

test.each<readonly [query: string, rows: readonly string[]]>([
  [
    `${VISITS}evaluate sliding_window_counts(${PERIOD}, 2d, 1d)`,
    [
      '["2026-01-01T00:00:00.0000000Z",2,2]',
      '["2026-01-02T00:00:00.0000000Z",4,3]',
      '["2026-01-03T00:00:00.0000000Z",3,2]',
    ],
  ],
  [
    `${VISITS}evaluate activity_counts_metrics(${PERIOD}, 1d)`,
    [
      '["2026-01-01T00:00:00.0000000Z",2,2,2,2]',
      '["2026-01-02T00:00:00.0000000Z",2,2,1,3]',
      '["2026-01-03T00:00:00.0000000Z",1,1,0,3]',
    ],
  ],
  ["range x from 1 to 6 step 1 | evaluate rolling_percentile(x, 50, x, 2, 2)", ["[0,1]", "[2,2]", "[4,3]", "[6,5]"]],
  [
    `${NETWORKS}datatable(ip:string)["10.1.2.3", "10.9.9.9", "x"] | evaluate ipv4_lookup(N, ip, net)`,
    ['["10.1.2.3","10.1.0.0/16","A"]'],
  ],
  [
    `${NETWORKS}datatable(ip:string)["10.1.2.3", "x"] | evaluate ipv4_lookup(N, ip, net, return_unmatched=true)`,
    ['["10.1.2.3","10.1.0.0/16","A"]', '["x","",""]'],
  ],
  [
    `${NETWORKS6}datatable(ip:string)["2001:0db8:85a3:0000:0000:8a2e:0370:7334", "::1"] | evaluate ipv6_lookup(N, ip, net)`,
    ['["2001:db8:85a3::/48","A","2001:0db8:85a3:0000:0000:8a2e:0370:7334"]'],
  ],
  [
    "range x from 1 to 9 step 1 | sort by x asc | evaluate rows_near(x == 2 or x == 7, 1)",
    ["[1]", "[2]", "[3]", "[6]", "[7]", "[8]"],
  ],
  ["range x from 1 to 9 step 1 | serialize | evaluate rows_near(x == 5, 0, 2)", ["[5]", "[6]", "[7]"]],
  [
    "range x from 1 to 4 step 1 | sort by x desc | evaluate rows_near(x == 2, 1, 0) | extend p = prev(x)",
    ["[2,3]", "[3,null]"],
  ],
])("%s", async (query, rows) => {
  expect((await rowsOf(engine, query)).sort()).toEqual(rows);
});

test.each<readonly [why: string, query: string]>([
  [
    "a row beyond the period",
    `${VISITS}evaluate activity_counts_metrics(u, t, datetime(2026-01-02), datetime(2026-01-03), 1d)`,
  ],
  [
    "a day without rows",
    `${VISITS}where u == "b" or t > datetime(2026-01-02 12:00) | evaluate activity_counts_metrics(${PERIOD}, 1d)`,
  ],
  ["two networks", `${NETWORKS}datatable(ip:string)["10.2.3.4"] | evaluate ipv4_lookup(N, ip, net)`],
  ["a range of addresses", `${NETWORKS}datatable(ip:string)["10.1.0.0/8"] | evaluate ipv4_lookup(N, ip, net)`],
])("%s: refused", async (_, query) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
});
