import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const TIES = "datatable(k:long, v:long, w:long)[1,10,100, 1,10,50, 1,20,200, 2,30,300, 2,30,150]";
const NULLS = 'datatable(k:long, v:long, t:string)[1,long(null),"a", 1,20,"b", 2,long(null),"c", 2,long(null),"d"]';
const REALS = "datatable(x:real)[1.0, 2.0, 3.0, 4.0]";
const WORDS = 'datatable(s:string)["b", "a", "c", "a", "b"]';
const BAGS = 'datatable(v:dynamic)[dynamic({"a":1}), dynamic(null), dynamic({"a":2,"c":3}), dynamic([4,5])]';
const WEIGHTED_NAN = "datatable(v:real, w:long)[1.0, 1, real(nan), 2]";

describe("aggregates", () => {
  test.each<[query: string, rows: string[]]>([
    [
      `${TIES} | summarize arg_max(v, w), arg_min(v, w) by k | sort by k asc`,
      ["[1,20,200,10,100]", "[2,30,300,30,300]"],
    ],
    [`${NULLS} | summarize arg_max(v, t) by k | sort by k asc`, ['[1,20,"b"]', '[2,null,"c"]']],
    [
      `${NULLS} | extend d = datetime(2026-01-01) + v * 1d, i = toint(v) | summarize arg_max(d, t), arg_min(i, t) by k | sort by k asc`,
      ['[1,"2026-01-21T00:00:00.0000000Z","b",20,"b"]', '[2,null,"c",null,"c"]'],
    ],
    [`${TIES} | summarize arg_max(w, *) by k | sort by k asc`, ["[1,200,20]", "[2,300,30]"]],
    [`${TIES} | summarize (most, of) = arg_max(v, w), x = sum(v) / count()`, ["[30,300,20]"]],
    [
      `${WORDS} | summarize make_list(s), make_set(s), make_list(s, 2)`,
      ['["[\\"b\\",\\"a\\",\\"c\\",\\"a\\",\\"b\\"]","[\\"b\\",\\"a\\",\\"c\\"]","[\\"b\\",\\"a\\"]"]'],
    ],
    [
      `${WORDS} | sort by s asc | summarize make_list(s), make_set(s)`,
      ['["[\\"a\\",\\"a\\",\\"b\\",\\"b\\",\\"c\\"]","[\\"a\\",\\"b\\",\\"c\\"]"]'],
    ],
    [
      `${BAGS} | summarize make_list(v), make_bag(v)`,
      ['["[{\\"a\\":1},null,{\\"a\\":2,\\"c\\":3},4,5]","{\\"a\\":1,\\"c\\":3}"]'],
    ],
    [
      `${NULLS} | summarize make_list(v), make_list_with_nulls(v), count(v), dcount(v), take_any(v)`,
      ['["[20]","[null,20,null,null]",4,1,20]'],
    ],
    [`${REALS} | summarize stdev(x), variance(x), variancep(x)`, ["[1.2909944487487155,1.6666666667,1.25]"]],
    [
      `${REALS} | where x > 9 | summarize stdev(x), variance(x), sum(x), make_list(x), max(x)`,
      ['[0.0,0.0,0.0,"[]",null]'],
    ],
    ["datatable(x:real)[1.5, real(nan), 2.5] | summarize min(x), max(x), arg_max(x, x)", ['["NaN","NaN","NaN","NaN"]']],
    [`${REALS} | summarize covariancep(x, x * 2), covarianceif(x, x, x < 3)`, ["[2.5,0.5]"]],
    [`${REALS} | summarize percentile(x, 50), percentiles(x, 0, 25, 26, 100)`, ["[2.0,1.0,1.0,2.0,4.0]"]],
    [
      "datatable(i:int, w:int)[1, 1, 2, 3, 6, 1] | summarize percentile(i, 50), percentiles(i, 90), percentilew(i, w, 25), percentilesw_array(i, w, 20, 90), binary_all_or(i)",
      ['[2,6,2,"[1,6]",7]'],
    ],
    [`${REALS} | summarize percentiles_array(x, 25, 75)`, ['["[1.0,3.0]"]']],
    [
      "datatable(v:long, w:long)[10,1, 20,5, 30,1] | summarize percentilew(v, w, 50), percentilesw(v, w, 10, 100)",
      ["[20,10,30]"],
    ],
    [
      "datatable(b:bool, v:long)[true,1, false,2, bool(null),3] | summarize countif(b), sumif(v, b), make_list_if(v, not(b))",
      ['[1,1,"[2]"]'],
    ],
    ["datatable(v:long)[6, 3] | summarize binary_all_and(v), binary_all_or(v), binary_all_xor(v)", ["[2,7,5]"]],
    [
      "datatable(t:timespan)[1h, 3h, timespan(null)] | summarize avg(t), sum(t), max(t)",
      ['["02:00:00","04:00:00","03:00:00"]'],
    ],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test.each<[query: string, code: string]>([
    ["datatable(d:dynamic)[dynamic(1)] | summarize count() by d", "SemanticError"],
    ["datatable(v:long)[1] | where v > 1 | summarize binary_all_and(v)", "NotSupported"],
    ["datatable(v:real)[real(nan)] | summarize percentile(v, 5)", "NotSupported"],
    [`${WEIGHTED_NAN} | summarize percentilew(v, w, 50)`, "NotSupported"],
    [`${WEIGHTED_NAN} | summarize percentilesw(v, w, 10, 50)`, "NotSupported"],
    [`${WEIGHTED_NAN} | summarize percentilesw_array(v, w, 10, 50)`, "NotSupported"],
    ["datatable(v:long)[1] | summarize hll(v)", "NotSupported"],
  ])("refuses %s", async (query, code) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code });
  });
});
