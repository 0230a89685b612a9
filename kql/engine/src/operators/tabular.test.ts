import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { NOW, rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
  await engine.createTable("T", [
    { name: "a", type: "long" },
    { name: "s", type: "string" },
  ]);
  await engine.createTable("U", [
    { name: "a", type: "string" },
    { name: "b", type: "real" },
  ]);
  await engine.insertJson("T", ['{"a":1,"s":"x"}', '{"a":2,"s":"y"}', '{"s":"z"}'], NOW);
  await engine.insertJson("U", ['{"a":"x","b":1.5}', '{"a":"q"}'], NOW);
});
afterAll(() => engine.close());

const L = `let L = datatable(k:long, v:string)[1,"a", 1,"b", long(null),"n"];`;
const R = `let R = datatable(k:long, w:string)[1,"x", long(null),"m", 3,"z"];`;

const ANSWERS: readonly [query: string, rows: readonly string[]][] = [
  // Joins: null finds null; innerunique keeps the first row of a key (both measured).
  [`${L}${R} L | join R on k`, ['[1,"a",1,"x"]', '[null,"n",null,"m"]']],
  [`${L}${R} L | join kind=inner R on k | count`, ["[3]"]],
  [`${L}${R} L | join kind=rightouter R on k | where k1 == 3`, ['[null,"",3,"z"]']],
  [`${L}${R} L | join kind=fullouter R on $left.k == $right.k | count`, ["[4]"]],
  [`${L}${R} L | join kind=leftsemi R on k | count`, ["[3]"]],
  [`${L}${R} L | join kind=rightanti R on k`, ['[3,"z"]']],
  [
    `${L}${R} L | join kind=anti hint.strategy=shuffle R on $left.k == $right.k and $left.v == $right.w | count`,
    ["[3]"],
  ],
  [`T | lookup U on $left.s == $right.a`, ['[1,"x",1.5]', '[2,"y",null]', '[null,"z",null]']],
  // Unions.
  [`union T, U | where a_string == "x"`, ['[null,"x","",1.5]']],
  [`union withsource=From T*, (print a=9 | as P) | project From, a`, ['["P",9]', '["T",1]', '["T",2]', '["T",null]']],
  [`union isfuzzy=true T, Missing, (Absent | where x > 1), No* | count`, ["[3]"]],
  [`union kind=inner T, (T | project a) | count`, ["[6]"]],
  // Names.
  [`let y=3; let f=(x:long, z:long=5){ let y=x+z; y }; print f(1), f(z=1, x=2), y`, ["[6,3,3]"]],
  [`let y=3; let g=(R:(*), p:long){ R | extend k=y+p }; T | invoke g(4) | take 1`, ['[1,"x",7]']],
  [`let g=(R:(a:long)){ R | join R on a | count }; g(T)`, ["[3]"]],
  [`let f=(t:string){ table(t) | count }; union (f("T")), (f("U"))`, ["[2]", "[3]"]],
  [`let V=view(){ T }; V | count`, ["[3]"]],
  [`let f=(x:long){ x + 10 }; let g=(x:long){ let h=(y:long){ f(y) * 100 }; h(x) + 7 }; print g(3)`, ["[1307]"]],
  [`T | where a > 1 | as X | union (X) | count`, ["[2]"]],
  [
    `let m = materialize(T | summarize n = count()); print toscalar(m), toscalar(T | where a > 9 | project s)`,
    ['[3,""]'],
  ],
  [`declare query_parameters(p:long=3, q:string="d"); print p, q`, ['[3,"d"]']],
  // Membership among rows.
  [`T | where s in (U) | project s`, ['["x"]']],
  [`T | where s !in (U) | project s`, ['["y"]', '["z"]']],
  [`T | where s in~ (U | project toupper(a)) | project s`, ['["x"]']],
  [`let W = datatable(w:string)["y", "no"]; T | where s has_any (W) | project s`, ['["y"]']],
  // Partition, range, search, sample.
  [`T | partition by a (top 1 by s | extend n = 1) | summarize sum(n)`, ["[3]"]],
  [`T | partition hint.strategy=native by s (summarize c = count()) | summarize sum(c)`, ["[3]"]],
  [
    `datatable(k:string, v:long)["a",1, "a",3, "b",5] | partition by k (as P | extend m = v * 1.0 / toscalar(P | summarize sum(v))) | summarize sum(m), min(m)`,
    ["[2.0,0.25]"],
  ],
  [`print d = dynamic({"Url": "http://a/b"}) | parse d with * '"Url":"' u '"' * | project u`, ['["http://a/b"]']],
  [`print d = dynamic(["a", // "x", "y"\n "b" // last\n]) | project d`, ['["[\\"a\\",\\"b\\"]"]']],
  [`range x from 0.0 to 1.0 step 0.5`, ["[0.0]", "[0.5]", "[1.0]"]],
  [`let n = toscalar(T | count); range x from 1 to n step 1`, ["[1]", "[2]", "[3]"]],
  [`range t from datetime(2026-01-01) to now() step 1d | count`, ["[2]"]],
  [`datatable(s:string, n:long)["Big dog",1, "dogma",2] | search "dog"`, ['["search_arg0","Big dog",1]']],
  [`datatable(s:string, n:long)["Big dog",1, "dogma",2] | search s:"dog*" and not("big") | project n`, ["[2]"]],
  [`T | sample 2 | count`, ["[2]"]],
  [`datatable(g:string)["a","a","b","c"] | sample-distinct 2 of g`, ['["a"]', '["b"]']],
  [`T | where a == 1 | render timechart with (title="t")`, ['[1,"x"]']],
];

test.each(ANSWERS)("%s", async (query, rows) => {
  expect((await rowsOf(engine, query)).sort()).toEqual(rows);
});

test("a query parameter takes the value that is given", async () => {
  const query = "declare query_parameters(since:datetime, name:string); T | where s == name | project since, s";
  const parameters = { since: "datetime(2026-01-01)", name: "y" };
  expect(await rowsOf(engine, query, { now: NOW, parameters })).toEqual(['["2026-01-01T00:00:00.0000000Z","y"]']);
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "SemanticError" });
  await expect(
    rowsOf(engine, query, { now: NOW, parameters: { ...parameters, since: "ago(1d)" } }),
  ).rejects.toMatchObject({ code: "SemanticError" });
});

const REFUSED: readonly [query: string, code: string][] = [
  ["let f=(x:long){ nosuch(x) }; print f(1)", "SemanticError"],
  ["range x from 0.0 to 1.0 step 0.1", "NotSupported"],
  ["range x from 1 to 9 step 0", "SemanticError"],
  ["union withsource=From (T | where a > 1), U", "NotSupported"],
  ["T | fork (count) (take 1)", "SemanticError"],
  ["print 1; print 2", "NotSupported"],
  ["let r = datatable(x:real)[real(nan)]; r | join r on x", "NotSupported"],
  ["range x from 1 to 65 step 1 | partition by x (count)", "Runtime"],
  ["union isfuzzy=true Missing, Absent", "SemanticError"],
];

test.each(REFUSED)("refused: %s", async (query, code) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code });
});

test("functions of the workspace are called by name, with or without arguments", async () => {
  engine.createFunction("Small", "T | where a <= 1");
  engine.createFunction("Above", "(low:long = 0) { union Small, T | where a > low }");
  expect(await rowsOf(engine, "Small | count")).toEqual(["[1]"]);
  expect(await rowsOf(engine, "Above(1) | project a")).toEqual(["[2]"]);
  expect(await rowsOf(engine, "let Small = 5; print Small")).toEqual(["[5]"]);
  await expect(rowsOf(engine, "Small\n| where nothing > 1")).rejects.toMatchObject({
    code: "SemanticError",
    position: { line: 2, column: 9, offset: 14 },
  });
  expect(() => engine.createFunction("Broken", "(a:long) { T | ")).toThrow("not a function");
  expect(() => engine.createFunction("T", "print 1")).toThrow("is taken");
});
