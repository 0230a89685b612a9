import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const ARRAYS =
  'datatable(k:long, d:dynamic)[1,dynamic([1,null,"x"]), 2,dynamic([]), 3,dynamic(null), 4,dynamic({"a":1,"b":[2]})]';
const NUMBERS = "datatable(k:long, d:dynamic)[1,dynamic([5,1,3]), 2,dynamic([4,10])]";
const LINES = 'datatable(s:string)["id:7 val:foo", "id:x val:bar", "other"]';

const PATHS = 'print y = dynamic({"a":[1,2],"b":[3]})';

describe("columns named after their paths", () => {
  test.each([
    [`${PATHS} | mv-expand y.a | mv-expand y.a | project y_a`, ['["1"]', '["2"]', '["1"]', '["2"]']],
    [`${PATHS} | mv-expand y.a | mv-expand y.a, y.b | project y_a, y_b | take 2`, ['["1","3"]', '["2",null]']],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test.each([
    `${PATHS} | mv-expand y.a, y.a`,
    `${PATHS} | mv-expand y_a = y.b, y.a`,
    'print s = "a@b", u = "x" | parse s with * "@" u',
  ])("%s is refused", async (query) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
  });
});

describe("mv-expand and mv-apply", () => {
  test.each<[query: string, rows: string[]]>([
    [
      `${ARRAYS} | mv-expand d`,
      ['[1,"1"]', "[1,null]", '[1,"x"]', "[3,null]", '[4,"{\\"a\\":1}"]', '[4,"{\\"b\\":[2]}"]'],
    ],
    [`${ARRAYS} | where k == 4 | mv-expand kind=array d | project a = tostring(d[0])`, ['["a"]', '["b"]']],
    [
      `${NUMBERS} | mv-expand with_itemindex=i x = d to typeof(long), e = dynamic([9,8]) limit 2`,
      ['[1,"[5,1,3]",5,"9",0]', '[1,"[5,1,3]",1,"8",1]', '[2,"[4,10]",4,"9",0]', '[2,"[4,10]",10,"8",1]'],
    ],
    [
      `${NUMBERS} | mv-apply x = d to typeof(long) on (top 2 by x | summarize m = make_list(x)) | project k, m`,
      ['[1,"[5,3]"]', '[2,"[10,4]"]'],
    ],
    [
      `${NUMBERS} | mv-apply x = d to typeof(long) on (where x > k * 3 | extend y = x + k) | project k, x, y`,
      ["[1,5,6]", "[2,10,12]"],
    ],
    [
      `${NUMBERS} | mv-apply with_itemindex=i x = d to typeof(long) on (summarize total = sum(x * i)) | project total`,
      ["[7]", "[10]"],
    ],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test("refuses an aggregate over an empty array, which is not proven", async () => {
    const query = `${ARRAYS} | mv-apply x = d on (summarize count())`;
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
  });
});

describe("parse", () => {
  test.each<[query: string, rows: string[]]>([
    [`${LINES} | parse s with "id:" id:long " val:" val | project id, val`, ['[7,"foo"]', '[null,""]', '[null,""]']],
    [
      `${LINES} | parse kind=relaxed s with "id:" id:long " val:" val | project id, val`,
      ['[7,"foo"]', '[null,"bar"]', '[null,""]'],
    ],
    [`${LINES} | parse-where s with "id:" id:long * "val:" val | project id, val`, ['[7,"foo"]']],
    ['print s = "a=1, b=22, c=3" | parse kind=regex s with * "b=" b:long "," * | project b', ["[22]"]],
    ['print s = "R=x, r=y, z" | parse kind=regex flags=Ui s with * "r=" r "," * | project r', ['["x"]']],
    ['print s = "R=x, r=y, z" | parse kind=regex flags=i s with * "r=" r "," * | project r', ['["y"]']],
    ['print s = "ab1cd" | parse kind=regex s with "(a)(b)" n:int "c" r | project n, r', ['[1,"d"]']],
    ['print s = "a+b" | parse s with x "+" * | project x', ['["a"]']],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test.each<[query: string, code: string]>([
    ['print s = "a" | parse s with x:string y:long', "SemanticError"],
    ['print s = "x) y" | parse s with x ")"', "NotSupported"],
    ['print s = "a" | parse kind=regex s with "(" x', "NotSupported"],
  ])("refuses %s", async (query, code) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code });
  });
});

describe("parse-kv", () => {
  test.each<[query: string, rows: string[]]>([
    [
      "print s = '  key  =  value  ' | parse-kv s as (key:string) with (pair_delimiter=' ', kv_delimiter='=') | project key",
      ['["value"]'],
    ],
    [
      "print s = 'a=1;a=2;b==x' | parse-kv s as (a:int, b:string, c:string) with (pair_delimiter=';', kv_delimiter='=') | project a, b, c",
      ['[1,"=x",""]'],
    ],
    [
      "print s = 'name=John Doe city=New York' | parse-kv s as (name:string, city:string) with (pair_delimiter=' ', kv_delimiter='=', greedy=true) | project name, city",
      ['["John Doe","New York"]'],
    ],
    [
      "print s = 'k=(a b) (x y)=3' | parse-kv s as (k:string, ['x y']:long) with (pair_delimiter=' ', kv_delimiter='=', quote='()') | project k, ['x y']",
      ['["a b",3]'],
    ],
    ["print s = 'Id:7, Text: Started' | parse-kv s as (Text:string, Id:long) | project Text, Id", ['["Started",7]']],
    [
      "print s = '<a>1</a><b>2</b>' | parse-kv s as (a:long, b:long) with (regex=@'<(\\w+)>(\\d+)<') | project a, b",
      ["[1,2]"],
    ],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });
});

describe("bag_unpack", () => {
  test.each<[query: string, columns: string[], rows: string[]]>([
    [
      'datatable(k:long, d:dynamic)[1,dynamic({"b":"x","a":2}), 2,dynamic({"a":3,"c":[1]}), 3,dynamic(null)] | evaluate bag_unpack(d, "p_") | where p_a >= 2 or k == 3',
      ["k:long", "p_a:long", "p_b:string", "p_c:dynamic"],
      ['[1,2,"x",null]', '[2,3,"","[1]"]', '[3,null,"",null]'],
    ],
    [
      'datatable(Name:string, d:dynamic)["s",dynamic({"Name":"x","Age":1.5})] | evaluate bag_unpack(d, columnsConflict=\'keep_source\')',
      ["Name:string", "Age:real"],
      ['["s",1.5]'],
    ],
    [
      'datatable(Name:string, d:dynamic)["s",dynamic({"Name":"x"})] | evaluate bag_unpack(d, columnsConflict="replace_source")',
      ["Name:string"],
      ['["x"]'],
    ],
    [
      'print d = dynamic({"a":1}) | evaluate bag_unpack(d) : (a:string, b:long)',
      ["a:string", "b:long"],
      ['["1",null]'],
    ],
  ])("%s", async (query, columns, rows) => {
    const result = await engine.query(query, { now: 0n });
    expect(result.columns.map(({ name, type }) => `${name}:${type}`)).toEqual(columns);
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test.each<[query: string, code: string]>([
    ['datatable(d:dynamic)[dynamic({"a":1}), dynamic({"a":"x"})] | evaluate bag_unpack(d)', "NotSupported"],
    ['print a = 1, d = dynamic({"a":1}) | evaluate bag_unpack(d)', "Runtime"],
    ["print a = 1 | evaluate autocluster()", "NotSupported"],
  ])("refuses %s", async (query, code) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code });
  });
});

describe("top-nested and top-hitters", () => {
  const SALES = 'datatable(r:string, c:string, v:long)["n","a",10, "n","b",20, "s","a",30, "s","c",5, "s","b",15]';
  test.each<[query: string, rows: string[]]>([
    [
      `${SALES} | top-nested 1 of r by sum(v), top-nested 2 of c by most = max(v)`,
      ['["s",50,"a",30]', '["s",50,"b",15]'],
    ],
    [`${SALES} | top-nested of r by sum(v) asc, top-nested 1 of c by count()`, ['["n",30,"a",1]', '["s",50,"a",1]']],
    [`${SALES} | top-hitters 2 of c by v`, ['["a",40]', '["b",35]']],
    [`${SALES} | top-hitters 1 of r`, ['["s",3]']],
    [`${SALES} | top-hitters 1 of c by v / 2.0`, ['["a",20.0]']],
  ])("%s", async (query, rows) => {
    expect(await rowsOf(engine, query)).toEqual(rows);
  });

  test.each([
    `${SALES} | top-nested 1 of r with others="x" by sum(v)`,
    `${SALES} | top-hitters 1 of c by iff(c == "b", real(nan), 1.0)`,
  ])("refuses the rest that `with others` asks for, and a sum of NaN: %s", async (query) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
  });
});
