import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const GROUPS = 'datatable(g:string, v:long)["a",1, "a",1, "a",2, "b",5, "b",7] | sort by g asc, v asc';
const TIMES = "datatable(t:long, v:long)[1,5, 2,3, 3,99, 4,7] | sort by t asc";
const DAYS =
  "datatable(t:datetime, v:long, g:string)[datetime(2021-01-01),10,'a', datetime(2021-01-02T05:00:00),20,'b', datetime(2021-01-03),30,'a']";
const EVENTS =
  'datatable(t:long, e:string)[0,"x", 1,"Start", 2,"B", 4,"Stop", 6,"C", 8,"Start", 20,"E", 21,"Stop"] | sort by t asc';

describe("rows in an order", () => {
  test.each<[query: string, rows: string[]]>([
    [
      `${GROUPS} | extend n = row_number(1, g != prev(g)), p = prev(v, 2), x = next(v, 1, -1), r = row_rank_dense(v, g != prev(g)), m = row_rank_min(v)`,
      ['["a",1,1,null,1,1,1]', '["a",1,2,null,2,1,1]', '["a",2,3,1,5,2,3]', '["b",5,1,1,7,1,4]', '["b",7,2,2,-1,2,5]'],
    ],
    [
      `${GROUPS} | project s = row_cumsum(v, g != prev(g)), r = row_cumsum(v * 0.5)`,
      ["[1,0.5]", "[2,1.0]", "[4,2.0]", "[5,4.5]", "[12,8.0]"],
    ],
    ["range x from 3 to 1 step -1 | where row_number() > 1 | extend n = row_number()", ["[2,1]", "[1,2]"]],
    [
      "datatable(t:datetime)[datetime(2024-04-11T10:00:00), datetime(2024-04-11T10:05:00), datetime(2024-04-11T10:07:00)] | serialize s = row_window_session(t, 1h, 5m) | project s",
      ['["2024-04-11T10:00:00.0000000Z"]', '["2024-04-11T10:05:00.0000000Z"]', '["2024-04-11T10:05:00.0000000Z"]'],
    ],
    [
      `${TIMES} | scan declare (cum:long=0, n:long=0) with (step s: true => cum = iff(v == 99, 0, s.cum + v), n = n + 1;)`,
      ["[1,5,5,1]", "[2,3,8,1]", "[3,99,0,1]", "[4,7,7,1]"],
    ],
    [
      `${EVENTS} | scan with (step a: e == "Start"; step b: e != "Start" and e != "Stop" and t - a.t <= 5; step c: e == "Stop" and t - a.t <= 5;)`,
      ['[1,"Start"]', '[2,"B"]', '[4,"Stop"]', '[8,"Start"]'],
    ],
    [
      `${EVENTS} | scan declare (since:long) with (step a output=none: e == "Start"; step b: e == "Stop" => since = t - a.t;)`,
      ['[4,"Stop",3]', '[21,"Stop",13]'],
    ],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test.each<[query: string, code: string]>([
    ["datatable(v:long)[1] | extend row_number()", "SemanticError"],
    ["datatable(v:long)[1] | sort by v | summarize count() by v | extend prev(v)", "SemanticError"],
    ["datatable(v:long)[1] | scan with (step s: true;)", "SemanticError"],
    ["datatable(v:long)[1] | sort by v | scan with (step s output=last: true;)", "NotSupported"],
    ["datatable(v:long)[1, long(null)] | sort by v | extend row_cumsum(v)", "NotSupported"],
  ])("refuses %s", async (query, code) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code });
  });
});

describe("make-series", () => {
  test.each<[query: string, rows: string[]]>([
    [
      "datatable(t:long, v:long)[0,1, 2,3, 4,5, 9,7] | make-series s = sum(v) default = -1 on t from 0 to 7 step 3",
      ['["[4,5,-1]","[0,3,6]"]'],
    ],
    [
      "datatable(t:long)[-7, -1, 0, 5, 7, long(null)] | make-series n = count() on t from -6 to 7 step 4",
      ['["[0,2,1,0]","[-6,-2,2,6]"]'],
    ],
    [
      "let size = toscalar(print 4); datatable(t:long)[-7, -1, 0, 5, long(null)] | make-series n = count() on t to 7 step size | project n, t",
      ['["[1,1,1,1]","[-8,-4,0,4]"]'],
    ],
    [
      "datatable(t:long, v:long)[4,1, 9,2] | make-series s = sum(v) default = 0 on t in range(2, 10, 4) | project s, t",
      ['["[0,1,2]","[0,4,8]"]'],
    ],
    [`${DAYS} | make-series avg(v) on t step 1d | project avg_v`, ['["[10.0,20.0,30.0]"]']],
    [
      `${DAYS} | make-series s = max(v) default = long(null) on t from datetime(2021-01-01) to datetime(2021-01-04) step 1d by g | sort by g asc | project g, s`,
      ['["a","[10,null,30]"]', '["b","[null,20,null]"]'],
    ],
    [`${DAYS} | where v > 99 | make-series count() on t from datetime(2021-01-01) to datetime(2021-01-03) step 1d`, []],
    [
      `${DAYS} | where v > 99 | make-series kind=nonempty c = count() on t from datetime(2021-01-01) to datetime(2021-01-03) step 1d | project c`,
      ['["[0,0]"]'],
    ],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });
});
