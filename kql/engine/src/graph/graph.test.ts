import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const CIRCLE = `let E = datatable(f:string, t:string)['a', 'b', 'b', 'c', 'c', 'a', 'b', 'b'];
let G = E | make-graph f --> t with_node_id=id; G | `;
const PEOPLE = `let People = datatable(name:string, age:long)["Alice", 32, "Bob", 31, "Eve", 27];
datatable(source:string, manager:string)["Bob", "Alice", "Eve", "Bob"] | make-graph source --> manager with People on name | `;

test.each<readonly [query: string, rows: readonly string[]]>([
  [
    `${CIRCLE}graph-match (x)-[e*1..4]->(y) where x.id == 'a' project y.id, map(e, t), map(inner_nodes(e), strcat(id, '!'))`,
    [
      '["a","[\\"b\\",\\"b\\",\\"c\\",\\"a\\"]","[\\"b!\\",\\"b!\\",\\"c!\\"]"]',
      '["a","[\\"b\\",\\"c\\",\\"a\\"]","[\\"b!\\",\\"c!\\"]"]',
      '["b","[\\"b\\",\\"b\\"]","[\\"b!\\"]"]',
      '["b","[\\"b\\"]","[]"]',
      '["c","[\\"b\\",\\"b\\",\\"c\\"]","[\\"b!\\",\\"b!\\"]"]',
      '["c","[\\"b\\",\\"c\\"]","[\\"b!\\"]"]',
    ],
  ],
  [
    `${CIRCLE}graph-match cycles=none (x)-[e*1..4]->(y) where x.id == 'a' project y.id, node_degree_out(y)`,
    ['["b",2]', '["c",1]'],
  ],
  [`${CIRCLE}graph-match (x)-->(y)-[e]->(x) project x.id, y.id, e.t`, []],
  [`${CIRCLE}graph-match (x)-[e]->(x) project x.id`, ['["b"]']],
  [`${CIRCLE}graph-match (x)<-[e]-(y)--(z) where x.id == 'c' project y.id, z.id`, ['["b","a"]', '["b","b"]']],
  [
    `${CIRCLE}graph-match (x)-[e*1..3]->(y) where x.id == 'a' and all(inner_nodes(e), id == 'b') and any(e, t == 'c') project y.id`,
    ['["c"]', '["c"]'],
  ],
  [
    `${CIRCLE}graph-shortest-paths (x)-[e*1..3]->(y) where x.id == 'a' and y.id == 'c' project map(e, t)`,
    ['["[\\"b\\",\\"c\\"]"]'],
  ],
  [
    `${PEOPLE}graph-match (boss)<-[reports*1..3]-(p) where boss.name == "Alice" and p.age < 30 project p.name, map(reports, manager)`,
    ['["Eve","[\\"Alice\\",\\"Bob\\"]"]'],
  ],
  [`${PEOPLE}graph-to-table nodes | where age > 30 | project name`, ['["Alice"]', '["Bob"]']],
  [
    `${PEOPLE}graph-to-table edges with_source_id=S with_target_id=T | where source == "Bob"`,
    ['[-7133945255344544237,-3122868243544336885,"Bob","Alice"]'],
  ],
  [
    `datatable(f:string, t:string)['a', 'b', 'x', 'y', 'c', 'b'] | make-graph f --> t with_node_id=id
     | graph-mark-components with_component_id=part | graph-to-table nodes`,
    ['["a",0]', '["b",0]', '["c",0]', '["x",1]', '["y",1]'],
  ],
])("%s", async (query, rows) => {
  expect((await rowsOf(engine, query)).sort()).toEqual([...rows].sort());
});

test.each<readonly [why: string, query: string]>([
  ["a graph is no rows", `${CIRCLE}count`],
  ["rows are no graph", "print f = 1 | graph-to-table nodes"],
  [
    "an edge to a node that is not there",
    `let N = datatable(n:string)['a']; datatable(f:string, t:string)['a', 'b'] | make-graph f --> t with N on n | graph-match (x)-->(y) project x.n`,
  ],
  [
    "two nodes of one key",
    `let N = datatable(n:string)['a', 'a']; datatable(f:string, t:string)['a', 'a'] | make-graph f --> t with N on n | graph-to-table nodes`,
  ],
  ["one edge in two sequences", `${CIRCLE}graph-match (x)-->(y), (z)-->(y) project x.id`],
  ["an edge of any length", `${CIRCLE}graph-match (x)-[e*0..3]->(y) project x.id`],
  ["a property of many edges", `${CIRCLE}graph-match (x)-[e*1..3]->(y) project e.f`],
])("%s: refused", async (_, query) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({
    code: expect.stringMatching(/NotSupported|SemanticError/),
  });
});
