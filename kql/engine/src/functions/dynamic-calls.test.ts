import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

async function value(expression: string): Promise<unknown> {
  const [row = "[]"] = await rowsOf(engine, `print ${expression}`);
  return JSON.parse(row)[0];
}

describe("arrays", () => {
  test.each<[expression: string, value: unknown]>([
    ["array_length(dynamic([1,null]))", 2],
    ["array_length(parse_json('{}'))", null],
    ["array_concat(dynamic([1]), dynamic(null), dynamic([[2]]))", "[1,[2]]"],
    ["array_iff(dynamic([true,0,2.5,'x',null]), dynamic([1,2,3]), 9)", "[1,9,3,null,null]"],
    ["array_index_of(dynamic(['a','b','a','b']), 'b', 2)", 3],
    ["array_index_of(dynamic(['a','b','a','b']), 'b', 0, -1, 2)", 3],
    ["array_index_of(dynamic(['a','b','a','b']), 'b', -2, 1)", -1],
    ["array_reverse(dynamic([1,2,3]))", "[3,2,1]"],
    ["array_rotate_left(dynamic([1,2,3,4,5]), -12)", "[4,5,1,2,3]"],
    ["array_rotate_right(dynamic([1,2,3,4,5]), 2)", "[4,5,1,2,3]"],
    ["array_shift_left(dynamic([1,2,3]), 2)", "[3,null,null]"],
    ["array_shift_right(dynamic(['a','b']), 1)", '["","a"]'],
    ["array_shift_right(dynamic([1,2,3]), 5, 0)", "[0,0,0]"],
    ["array_slice(dynamic([1,2,3,4,5,6]), 2, -2)", "[3,4,5]"],
    ["array_slice(dynamic([1,2,3]), -9, 100)", "[1,2,3]"],
    ["array_sort_asc(dynamic([3,null,1.5,-2]))", "[-2,1.5,3,null]"],
    ["array_sort_desc(dynamic(['b',null,'a','c']), false)", '[null,"c","b","a"]'],
    ["array_split(dynamic([1,2,3,4,5]), dynamic([1,-2]))", "[[1],[2,3],[4,5]]"],
    ["array_sum(dynamic([1,null,2.5]))", 3.5],
    ["array_sum(dynamic([1,'a']))", null],
    ["repeat('a', 3)", '["a","a","a"]'],
    ["repeat(1, -1)", null],
    ["zip(dynamic([1,3]), dynamic([2]))", "[[1,2],[3,null]]"],
    ["range(1, 10, 4)", "[1,5,9]"],
    ["range(1h, 3h)", '["01:00:00","02:00:00","03:00:00"]'],
    [
      "range(datetime(2020-01-02), datetime(2020-01-01), -1d)",
      '["2020-01-02T00:00:00.0000000Z","2020-01-01T00:00:00.0000000Z"]',
    ],
  ])("%s", async (expression, expected) => expect(await value(expression)).toEqual(expected));
});

describe("bags and sets", () => {
  test.each<[expression: string, value: unknown]>([
    ["bag_keys(dynamic({'b':1,'a':{'c':2}}))", '["b","a"]'],
    ["bag_merge(dynamic({'a':1,'b':2}), dynamic(null), dynamic({'b':3,'c':4}))", '{"a":1,"b":2,"c":4}'],
    ["bag_remove_keys(dynamic({'a':1,'b':{'c':2,'d':3}}), dynamic(['$.b.c','a',5]))", '{"b":{"d":3}}'],
    ["bag_set_key(dynamic({'a':1,'b':{'c':2}}), '$.b.c', 'x')", '{"a":1,"b":{"c":"x"}}'],
    ["bag_has_key(dynamic({'a':{'b':null}}), '$.a.b')", true],
    ["bag_zip(dynamic(['a',1,'b']), dynamic([1,2]))", '{"a":1,"b":null}'],
    ["pack('a', 1, 'b', '', 'c', int(null), 'd', 1d, 'e', true)", '{"a":1,"b":"","c":null,"d":"1.00:00:00","e":true}'],
    ["pack(strcat('k',''), 1)", '{"k":1}'],
    [
      "treepath(dynamic({'a':[{'b':1},{'b':2}],'c':{'d':1}}))",
      `["['a']","['a'][0]","['a'][0]['b']","['c']","['c']['d']"]`,
    ],
    ["set_union(dynamic([1,2,2]), dynamic([3,1]))", "[1,2,3]"],
    ["set_intersect(dynamic([1,2,3]), dynamic([3,2]))", "[2,3]"],
    ["set_difference(dynamic([1,2,1,null]), dynamic([2]))", "[1,null]"],
    ["set_has_element(dynamic([{'a':1,'b':2}]), dynamic({'b':2,'a':1}))", true],
    ["jaccard_index(dynamic([1,2,3,4]), dynamic([3,4,5,6]))", 1 / 3],
  ])("%s", async (expression, expected) => expect(await value(expression)).toEqual(expected));

  test("bag_pack_columns takes columns by their names, and set_equals no account of order", async () => {
    const query =
      "datatable(a:long, b:string)[1, 'x'] | project bag_pack_columns(b, a), set_equals(dynamic([1, 2, 2]), dynamic([2, 1])), set_equals(dynamic(['1']), dynamic([1]))";
    expect(await rowsOf(engine, query)).toEqual(['["{\\"b\\":\\"x\\",\\"a\\":1}",true,false]']);
    await expect(rowsOf(engine, "print a = 1 | project bag_pack_columns(a, a)")).rejects.toMatchObject({
      code: "NotSupported",
    });
  });

  test("pack_all leaves out what is empty when told to", async () => {
    const query =
      "datatable(a:long, b:string)[1, '', int(null), 'x'] | project pack_all(), pack_all(true), pack_array(*)";
    expect(await rowsOf(engine, query)).toEqual([
      '["{\\"a\\":1,\\"b\\":\\"\\"}","{\\"a\\":1}","[1,\\"\\"]"]',
      '["{\\"a\\":null,\\"b\\":\\"x\\"}","{\\"b\\":\\"x\\"}","[null,\\"x\\"]"]',
    ]);
  });
});

describe("series", () => {
  test.each<[expression: string, value: unknown]>([
    ["series_add(dynamic([1,2,'x']), dynamic([3,4.5,1,1]))", "[4,6.5,null,null]"],
    ["series_subtract(dynamic([1,2]), 1)", "[0,1]"],
    ["series_divide(dynamic([1,2]), dynamic([2,4]))", "[0.5,0.5]"],
    ["series_greater_equals(dynamic([1,2,4]), dynamic([4,2,1]))", "[false,true,true]"],
    ["series_abs(dynamic([-6.5,0,8]))", "[6.5,0,8]"],
    ["series_floor(dynamic([-1.5,1]))", "[-2.0,1.0]"],
    ["series_fill_forward(dynamic([null,1,null]))", "[null,1,1]"],
    ["series_fill_backward(dynamic([0,1,0]), 0)", "[1,1,null]"],
    ["series_fill_const(dynamic([null,1]), -1)", "[-1,1]"],
    ["series_fill_linear(dynamic([null,1,null,3,null]))", "[1.0,1.0,2.0,3.0,3.0]"],
    ["series_fill_linear(dynamic([0,1,0,3]), 0, false)", "[null,1.0,2.0,3.0]"],
    ["series_fir(dynamic([5,15,10,20]), dynamic([1,-1]), false, false)", "[5.0,10.0,-5.0,10.0]"],
    ["series_iir(dynamic([1,2,3]), dynamic([1]), dynamic([1,-1]))", "[1.0,3.0,6.0]"],
    ["series_pearson_correlation(dynamic([0,0,5]), dynamic([0,0,5]))", 1.0000000000000002],
    ["series_dot_product(dynamic([1,2]), dynamic([3,4]))", 11],
    ["series_magnitude(dynamic([3,4]))", 5],
    ["series_seasonal(dynamic([1,2,3,4]), 2)", "[2.0,3.0,2.0,3.0]"],
    [
      "series_stats_dynamic(dynamic([10,20]))",
      '{"min":10.0,"min_idx":0,"max":20.0,"max_idx":1,"avg":15.0,"stdev":7.0710678118654755,"variance":50.0,"sum":30.0,"len":2}',
    ],
  ])("%s", async (expression, expected) => expect(await value(expression)).toEqual(expected));
});

describe("several results", () => {
  test("each of them is a column", async () => {
    const { columns } = await engine.query(
      "print d=dynamic([2,1,4]) | extend (low, at) = series_stats(d), series_fit_line(d)",
      { now: 0n },
    );
    expect(columns.map(({ name, type }) => `${name}:${type}`).slice(0, 4)).toEqual([
      "d:dynamic",
      "low:real",
      "at:long",
      "series_stats_d_max:real",
    ]);
    expect(
      await rowsOf(
        engine,
        "print d=dynamic([2,1]), e=dynamic(['x','y']) | project array_sort_asc(d, e), tostring(array_sort_desc(d, e)[1])",
      ),
    ).toEqual(['["[1,2]","[\\"y\\",\\"x\\"]","[\\"x\\",\\"y\\"]"]']);
  });

  test("an unnamed conversion replaces its column", async () => {
    expect(
      await rowsOf(engine, "datatable(a:string, b:long)['1', 2] | extend tolong(a), tostring(b), strlen(a)"),
    ).toEqual(['[1,"2",1]']);
  });
});
