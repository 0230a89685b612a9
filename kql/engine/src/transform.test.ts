import { afterEach, beforeEach, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { NOW } from "./testing/run-query.ts";
import { runTransform } from "./transform.ts";
import type { Column, Engine } from "./types.ts";

const COLUMNS: Column[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "Message", type: "string" },
  { name: "Level", type: "int" },
  { name: "source", type: "long" },
  { name: "Properties", type: "dynamic" },
];

let engine: Engine;

beforeEach(async () => {
  engine = await createEngine();
  await engine.createTable("AppTraces", COLUMNS);
  await engine.createTable("Other", COLUMNS);
  const rows = [
    { TimeGenerated: "2026-01-01T00:00:00Z", Message: "Health probe ok", Level: 1, source: 7 },
    { TimeGenerated: "2026-01-01T00:00:01Z", Message: "disk full", Properties: { a: "x" } },
    { TimeGenerated: "2026-01-01T00:00:02Z", Message: "", Level: 3 },
  ];
  await engine.insertJson(
    "AppTraces",
    rows.map((row) => JSON.stringify(row)),
    NOW,
  );
});
afterEach(() => engine.close());

async function transformed(transformKql: string): Promise<string[]> {
  const { rows } = await runTransform(engine, { table: "AppTraces", transformKql, now: NOW });
  const all: string[] = [];
  for await (const batch of rows()) all.push(...batch);
  return all;
}

test("runs over the rows of one table, which the text calls source", async () => {
  expect(await transformed("source | where not(Message has 'probe') | project TimeGenerated, Message, Level")).toEqual([
    '["2026-01-01T00:00:01.0000000Z","disk full",null]',
    '["2026-01-01T00:00:02.0000000Z","",3]',
  ]);
  expect(
    await transformed(
      "let low = 2; let kept = source | where Level < low; kept | project TimeGenerated, source, n = now(), c = columnifexists('None', 'no')",
    ),
  ).toEqual(['["2026-01-01T00:00:00.0000000Z",7,"2026-01-02T00:00:00.0000000Z","no"]']);
});

test("samples by a hash, the same rows each time", async () => {
  const text =
    "source | where substring(hash_sha256(strcat(Message, 'salt')), 0, 1) in ('0', '1', '2', '3', '4', '5', '6', '7') | project TimeGenerated";
  const first = await transformed(text);
  expect(await transformed(text)).toEqual(first);
  expect(await transformed(`${text} | where 1 == 1`)).toEqual(first);
  expect(
    await transformed("source | project TimeGenerated, h = hash_sha256('World') | where Message == ''").catch(
      (error) => error.code,
    ),
  ).toBe("SemanticError");
});

test.each([
  ["source | take 1", "SemanticError", /take/],
  ["source | where rand() < 0.5", "SemanticError", /rand/],
  ["source | where Message has_any ('a')", "SemanticError", /HasAny/],
  ["source | project Message", "SemanticError", /TimeGenerated/],
  ["AppTraces", "SemanticError", /AppTraces/],
  ["source | where Level >", "SyntaxError", /./],
  ["source | extend g = geo_location(Message)", "NotSupported", /geo_location/],
  ["source | extend c = parse_cef_dictionary(Message)", "NotSupported", /parse_cef_dictionary/],
])("refuses %s", async (text, code, message) => {
  await expect(transformed(text)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test("refuses a table that is not there", async () => {
  const run = runTransform(engine, { table: "None", transformKql: "source", now: NOW });
  await expect(run).rejects.toMatchObject({ code: "SemanticError" });
});

test("leaves the engine's own queries as they are", async () => {
  await transformed("source");
  await expect(engine.query("source", { now: NOW })).rejects.toMatchObject({ code: "SemanticError" });
});
