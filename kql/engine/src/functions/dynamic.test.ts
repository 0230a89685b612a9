import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

// The dynamic values of one row, as their text.
async function cells(expressions: string): Promise<unknown[]> {
  const [row = "[]"] = await rowsOf(engine, `print ${expressions}`);
  return JSON.parse(row);
}

const BAG = `dynamic({"a":"x","n":5,"r":1.50,"b":true,"t":datetime(2020-01-01),'s':1d,"arr":[1,"two",{"k":[7]}],"e":null})`;

describe("literals and paths", () => {
  test.each<[expressions: string, cells: unknown[]]>([
    [
      `dynamic([@"\\a", 'it\\'s', 1e2, -0.5, time(1.02:03:04), guid(74BE27DE-1e4e-49d9-b579-fe0b331d3642)])`,
      ['["\\\\a","it\'s",100.0,-0.5,"1.02:03:04","74be27de-1e4e-49d9-b579-fe0b331d3642"]'],
    ],
    [`${BAG}.a, ${BAG}.arr[1], ${BAG}.arr[-1].k[0], ${BAG}["n"], ${BAG}.['r']`, ["x", "two", "7", "5", "1.5"]],
    [
      `${BAG}.e, ${BAG}.none.deeper, parse_json('{"0":1}')[0], parse_json("[1]")[9], parse_json("[1]").k, parse_json("5").b`,
      [null, null, null, null, null, null],
    ],
    [
      `gettype(${BAG}.t), gettype(${BAG}.s), gettype(${BAG}.n), gettype(${BAG}), gettype(${BAG}.none)`,
      ["datetime", "timespan", "long", "dictionary", "null"],
    ],
    [
      `dynamic({"1":2,"a\\"b":3})["1"], dynamic({"a\\"b":3})['a"b'], dynamic([5,6])[tolong("1")], dynamic({"k":1})[strcat("k","")]`,
      ["2", "3", "6", "1"],
    ],
  ])("%s", async (expressions, expected) => expect(await cells(expressions)).toEqual(expected));
});

describe("text and conversion", () => {
  test.each<[expressions: string, cells: unknown[]]>([
    [
      "parse_json('[1, 2.50]'), parse_json('no json'), parse_json(''), parse_json('{\"2\":1,\"1\":{}}')",
      ["[1,2.5]", "no json", null, '{"2":1,"1":{}}'],
    ],
    [
      `tostring(${BAG}.arr), tostring(${BAG}.b), tostring(${BAG}.t), tostring(${BAG}.none)`,
      ['[1,"two",{"k":[7]}]', "true", "2020-01-01T00:00:00.0000000Z", ""],
    ],
    [
      'tolong(dynamic("12")), tolong(dynamic(3.7)), tolong(dynamic([1])), toint(dynamic(true)), tobool(dynamic("true"))',
      [12, 3, null, 1, true],
    ],
    [
      "todatetime(dynamic(datetime(2020-01-01))), totimespan(dynamic(1d))",
      ["2020-01-01T00:00:00.0000000Z", "1.00:00:00"],
    ],
    ['dynamic_to_json(dynamic({"b":2,"a":[{"d":1,"c":null}]}))', ['{"a":[{"c":null,"d":1}],"b":2}']],
    ['strcat_array(dynamic([1,null,"a",true]), "-")', ["1--a-true"]],
    ['parse_csv(\'a,"b,""c""",\'), parse_csv(\'x,y\\nz\')', ['["a","b,\\"c\\"",""]', '["x","y"]']],
    [
      "parse_xml('<e a=\"1\"><b>t</b><b>&lt;u</b><c/></e>'), parse_xml('<e>')",
      ['{"e":{"@a":"1","b":["t","<u"],"c":null}}', null],
    ],
    [
      String.raw`parse_command_line(@'run "two words" c:\dir\ "a\\" b', 'windows')`,
      [String.raw`["run","two words","c:\\dir\\","a\\","b"]`],
    ],
  ])("%s", async (expressions, expected) => expect(await cells(expressions)).toEqual(expected));
});

test("tags do not show in the text of what stands at a path", async () => {
  expect(await cells(`tostring(${BAG}.t), tostring(dynamic({"x":{"t":[1d]}}).x), ${BAG}.s`)).toEqual([
    "2020-01-01T00:00:00.0000000Z",
    '{"t":["1.00:00:00"]}',
    "1.00:00:00",
  ]);
});

describe("operators with a dynamic side", () => {
  test.each<[expressions: string, cells: unknown[]]>([
    [
      `${BAG}.a == "x", ${BAG}.n > 3, ${BAG}.b == true, ${BAG}.t == datetime(2020-01-01), ${BAG}.s == 1d, ${BAG}.n + 1`,
      [true, true, true, true, true, 6],
    ],
    [`${BAG}.none == "x", ${BAG}.none != "x", ${BAG}.a has "X", ${BAG}.arr contains "TW"`, [false, true, true, true]],
    [
      `${BAG}.a in ("x", "y"), "x" in (dynamic(["a","x"])), "X" in~ (dynamic(["a","x"])), 3 !in (dynamic([1,2])), "x" in (dynamic([]))`,
      [true, true, true, true, false],
    ],
    [
      `iff(true, ${BAG}.a, "lit"), coalesce(${BAG}.none, ${BAG}.arr[0]), isempty(${BAG}.none), isnotempty(${BAG}.a), isnull(${BAG}.e)`,
      ["x", "1", true, true, true],
    ],
  ])("%s", async (expressions, expected) => expect(await cells(expressions)).toEqual(expected));

  test("a column's array is looked into row by row", async () => {
    const query = `datatable(s:string, d:dynamic)["a", dynamic(["a","b"]), "A", dynamic(["a"]), "c", dynamic(null)]
      | project s in (d), s in~ (d), s !in (d), s has_any (d)`;
    expect(await rowsOf(engine, query)).toEqual([
      "[true,true,false,true]",
      "[false,true,true,true]",
      "[false,false,true,false]",
    ]);
  });
});

describe("what is not proven ends the query", () => {
  test.each<[expression: string, reason: string]>([
    [`${BAG}.n == "5"`, "no string"],
    [`${BAG}.arr == ${BAG}.arr`, "does not compare dynamic with dynamic"],
    ['parse_json(\'{"a":1,"a":2}\')', "stands twice"],
    ["parse_json(\"{'a':1}\")", "almost JSON"],
    ["parse_json('\"\\uFDD0d\"')", "U+FDD0"],
    ["pack_array(unicode_codepoints_to_string(64976))", "U+FDD0"],
    ["array_index_of(dynamic([1.0]), 1)", "a long and a real"],
    ["repeat(dynamic({}), 2)", "type dynamic"],
    ["array_sort_desc(dynamic([1, 'a']))", "several types"],
    ["series_divide(dynamic([1]), dynamic([0]))", "not finite"],
    ["dynamic({'a':1,'a':2})", "stands twice"],
    ["range(5, 1)", "without any element"],
    ["parse_xml('<e><![CDATA[x]]></e>')", "CDATA"],
  ])("%s", async (expression, reason) => {
    await expect(cells(expression)).rejects.toMatchObject({
      code: "NotSupported",
      message: expect.stringContaining(reason),
    });
  });
});
