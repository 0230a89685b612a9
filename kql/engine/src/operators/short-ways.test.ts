import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

const BAGS = [
  { d: { n: 7, s: "12", r: 2.5, t: ["a", null, 1, { "x y": "q" }], sub: { k: null } }, w: "k=1,v=2;z" },
  { d: { n: -0.5, s: "x", r: 1e300, b: true, t: "one", "0": "zero" }, w: "k=,v=2" },
  { d: { n: 9223372036854775000, s: null, t: {}, sub: { k: "\ud83d\ude00" } }, w: "k=1;v" },
  { d: null, w: "" },
  { d: [1, 2], w: "k=1,2,3;;" },
];

beforeAll(async () => {
  engine = await createEngine();
  await engine.createTable("T", [
    { name: "d", type: "dynamic" },
    { name: "w", type: "string" },
  ]);
  await engine.insertJson(
    "T",
    BAGS.map((bag) => JSON.stringify(bag)),
    0n,
  );
});
afterAll(() => engine.close());

// What common values take a short way for is the same where they are not common.
test.each<[query: string, rows: string[]]>([
  ["T | project tolong(d.n)", ["[7]", "[0]", "[9223372036854775000]", "[null]", "[null]"]],
  ["T | project tolong(d.s), tobool(d.b)", ["[12,null]", "[null,true]", "[null,null]", "[null,null]", "[null,null]"]],
  ["T | project todouble(d.s), toint(d.n)", ["[12.0,7]", "[null,0]", "[null,-808]", "[null,null]", "[null,null]"]],
  ["T | where tostring(d.s) == '12' or d.sub.k == '😀' | count", ["[2]"]],
  ["T | project tostring(d.sub.k)", ['[""]', '[""]', '["😀"]', '[""]', '[""]']],
  ['T | project tostring(d["0"]), tolong(d[0])', ['["",null]', '["zero",null]', '["",null]', '["",null]', '["",1]']],
  [
    "T | mv-expand t = d.t | project tostring(t), tolong(t)",
    ['["a",null]', '["",null]', '["1",1]', '["{\\"x y\\":\\"q\\"}",null]', '["one",null]', '["",null]', '["",null]'],
  ],
  ["T | mv-expand i = d.t to typeof(long) | summarize sum(i), count()", ["[1,7]"]],
  [
    "T | mv-expand t = d.t to typeof(string) limit 2 | summarize n = count() by t | sort by t asc",
    ['["",3]', '["a",1]', '["one",1]'],
  ],
  [
    "T | mv-expand kind=array t = d.sub, u = d.t | summarize n = count() by s = strcat(t, '|', u) | sort by s asc",
    [
      '["[\\"k\\",\\"😀\\"]|",1]',
      '["[\\"k\\",null]|a",1]',
      '["|",3]',
      '["|1",1]',
      '["|one",1]',
      '["|{\\"x y\\":\\"q\\"}",1]',
    ],
  ],
  [
    "T | where array_length(d.t) > 0 | mv-apply t = d.t on (where tostring(t) != '' | summarize s = strcat_array(make_list(tostring(t)), ';')) | project s",
    ['["a;1;{\\"x y\\":\\"q\\"}"]'],
  ],
  [
    'T | parse w with "k=" k "," v | project k, v',
    ['["1","v=2;z"]', '["","v=2"]', '["",""]', '["",""]', '["1","2,3;;"]'],
  ],
  [
    'T | parse w with * "k=" k "," v ";" * | project k, v',
    ['["1","v=2"]', '["",""]', '["",""]', '["",""]', '["1","2,3"]'],
  ],
  ['T | parse w with "k=" k:long "," * | project k', ["[1]", "[null]", "[null]", "[null]", "[1]"]],
  ['T | parse-where w with "k=" k:long "," v ";" * | project k, v', ['[1,"v=2"]', '[1,"2,3"]']],
  ["T | extend n = todouble(d.n) | summarize percentiles(n, 0, 50, 100)", ["[-0.5,7.0,9.223372036854775e+18]"]],
  [
    "T | summarize arg_max(w, d)",
    ['["k=1;v","{\\"n\\":9223372036854775000,\\"s\\":null,\\"t\\":{},\\"sub\\":{\\"k\\":\\"😀\\"}}"]'],
  ],
])("%s", async (query, rows) => {
  expect(await rowsOf(engine, query)).toEqual(rows);
});

// Elements beside which their texts are read, and texts alone: two ways in SQL.
test("mv-expand gives the same texts with and without the elements", async () => {
  const bags = fc.sample(fc.record({ t: fc.jsonValue({ maxDepth: 3 }) }), { numRuns: 300, seed: 3 });
  await engine.createTable("Bags", [{ name: "d", type: "dynamic" }]);
  const lines = bags.map((d) => JSON.stringify({ d }).replaceAll("\\u0000", ""));
  await engine.insertJson("Bags", lines, 0n);
  for (const element of ["d.t", "d"]) {
    const expanded = `Bags | mv-expand t = ${element} | extend s = tostring(t)`;
    const alone = await rowsOf(engine, `${expanded} | project s`);
    const beside = await rowsOf(engine, `${expanded} | project s, t`);
    expect(beside.map((row) => `[${JSON.stringify((JSON.parse(row) as [string])[0])}]`)).toEqual(
      alone.map((row) => JSON.stringify(JSON.parse(row))),
    );
    expect(alone.length).toBeGreaterThan(200);
  }
});

test("the SQL of a shortcut within a text stays a text", async () => {
  const written = Array.from({ length: 30 }, (_, i) => `unnest(kql_items(x${i}, 'bag')) AS x${i + 1}`).join(" ");
  expect(
    await rowsOf(engine, `T | mv-expand t = d.t | where tostring(t) == "a" | project s = ${JSON.stringify(written)}`),
  ).toEqual([JSON.stringify([written])]);
});
