import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { KqlError } from "./errors.ts";
import { NOW, rowsOf } from "./testing/run-query.ts";
import { ticksFromIso } from "./ticks.ts";
import type { Column, Engine } from "./types.ts";

const COLUMNS: Column[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "Level", type: "int" },
  { name: "level", type: "long" },
  { name: "Message", type: "string" },
  { name: "Properties", type: "dynamic" },
  { name: "DurationMs", type: "real" },
  { name: "Id", type: "guid" },
  { name: "Took", type: "timespan" },
  { name: "Ok", type: "bool" },
  { name: "odd/'name~\"", type: "string" },
];

let engine: Engine;

beforeEach(async () => {
  engine = await createEngine();
  await engine.createTable("T", COLUMNS);
});
afterEach(() => engine.close());

const insert = (...rows: object[]) =>
  engine.insertJson(
    "T",
    rows.map((row) => JSON.stringify(row)),
    42n,
  );

describe("insertJson", () => {
  test("keeps every value exactly, by case-sensitive name", async () => {
    const count = await engine.insertJson(
      "T",
      [
        `{"TimeGenerated":"2026-01-01T00:00:00.1234567Z","Level":-2147483648,"level":-9223372036854775808,"Message":"a\\u0000\\n\\"😀","Properties":{"b":[1,"é",null],"a":9007199254740993},
        "DurationMs":0.1,"Id":"74BE27DE-1E4E-49D9-B579-FE0B331D3642","Took":"-1.02:03:04.5000000","Ok":false,"odd/'name~\\"":"odd","unknown":1}`,
      ],
      42n,
    );

    expect(count).toBe(1);
    expect(await rowsOf(engine, "T")).toEqual([
      '["2026-01-01T00:00:00.1234567Z",-2147483648,-9223372036854775808,"a\\u0000\\n\\"😀","{\\"b\\":[1,\\"é\\",null],\\"a\\":9007199254740993}",0.1,"74be27de-1e4e-49d9-b579-fe0b331d3642","-1.02:03:04.5000000",false,"odd"]',
    ]);
  });

  test("makes missing values null, but a missing string empty", async () => {
    await insert({}, { Message: null, Properties: null });

    expect(await rowsOf(engine, "T | distinct Level, Message, Ok")).toEqual(['[null,"",null]']);
    expect(
      await rowsOf(engine, "T | where isnull(Properties) and isempty(Message) and not(isnull(Message)) | count"),
    ).toEqual(["[2]"]);
  });

  test.each<[string, object]>([
    ["a long beyond 64 bits", { level: 1e30 }],
    ["a date that does not exist", { TimeGenerated: "2026-02-30T00:00:00Z" }],
    ["eight fractional digits", { TimeGenerated: "2026-02-20T00:00:00.12345678Z" }],
    ["a fraction for an int", { Level: 5.5 }],
    ["a text for a long", { level: "1_000" }],
    ["a number for a bool", { Ok: 1 }],
    ["a timespan of another shape", { Took: "1 hour" }],
  ])("refuses %s, and keeps nothing of the call", async (_name, row) => {
    await expect(insert({ Level: 1 }, row)).rejects.toThrow(KqlError);

    expect(await rowsOf(engine, "T | count")).toEqual(["[0]"]);
  });

  test("takes rows as they come, in many blocks", async () => {
    async function* many() {
      for (let i = 0; i < 70_000; i++) yield `{"level":${i}}`;
    }

    expect(await engine.insertJson("T", many(), 1n)).toBe(70_000);
    expect(await rowsOf(engine, "T | summarize count(), sum(level)")).toEqual(["[70000,2449965000]"]);
  });
});

describe("query", () => {
  test("names and types the columns", async () => {
    const { columns } = await engine.query("T | summarize n = count(), max(level) by bin(TimeGenerated, 1h)", {
      now: NOW,
    });

    expect(columns).toEqual([
      { name: "TimeGenerated", type: "datetime" },
      { name: "n", type: "long" },
      { name: "max_level", type: "long" },
    ]);
  });

  test("takes the clock and the timespan from its options", async () => {
    await insert({ TimeGenerated: "2026-01-01T00:00:00Z" }, { TimeGenerated: "2026-01-01T01:00:00Z" });
    const timespan = { start: ticksFromIso("2026-01-01T00:00:00Z"), end: ticksFromIso("2026-01-01T01:00:00Z") };

    expect(await rowsOf(engine, "print now(), ago(1d)")).toEqual([
      '["2026-01-02T00:00:00.0000000Z","2026-01-01T00:00:00.0000000Z"]',
    ]);
    expect(await rowsOf(engine, "union T, T | count", { now: NOW, timespan })).toEqual(["[2]"]);
    expect(await rowsOf(engine, "T | where ingestion_time() == datetime(0001-01-01T00:00:00.0000042) | count")).toEqual(
      ["[2]"],
    );
  });

  test("streams: batches come before the end, and one reader may stop early while another goes on", async () => {
    await engine.insertJson(
      "T",
      Array.from({ length: 20_000 }, (_, i) => `{"level":${i}}`),
      0n,
    );
    const first = await engine.query("T | project level", { now: NOW });
    const sizes: number[] = [];
    for await (const batch of first.rows()) {
      sizes.push(batch.length);
      if (sizes.length === 1) expect(await rowsOf(engine, "T | count")).toEqual(["[20000]"]);
      if (sizes.length === 2) break;
    }

    expect(Math.max(...sizes)).toBeLessThan(20_000);
    expect((await Promise.all([rowsOf(engine, "T"), rowsOf(engine, "T")])).map((rows) => rows.length)).toEqual([
      20_000, 20_000,
    ]);
  });

  test("the proof query of an archive", async () => {
    await insert(
      { TimeGenerated: "2026-01-01T00:10:00.0000001Z", Level: 4, Message: "끝😀", Properties: { a: 1 } },
      { TimeGenerated: "2026-01-01T00:20:00Z", Level: 1 },
    );

    const rows = await rowsOf(
      engine,
      `T | where TimeGenerated >= datetime(2026-01-01T00:00:00.0000000Z) and TimeGenerated < datetime(2026-01-01T01:00:00.0000000Z) and (Level >= 4)
      | extend _h = hash_sha256(strcat(strlen(tostring(TimeGenerated)), ":", tostring(TimeGenerated), strlen(Message), ":", Message, iff(isnull(DurationMs), "~", "x"), tostring(Properties)))
      | summarize rows = count(), minTime = min(TimeGenerated), h0 = sum(tolong(strcat("0x", substring(_h, 0, 12)))), nulls = countif(isnull(DurationMs))`,
    );

    const hash = createHash("sha256").update('28:2026-01-01T00:10:00.0000001Z2:끝😀~{"a":1}').digest("hex");
    expect(rows).toEqual([`[1,"2026-01-01T00:10:00.0000001Z",${Number.parseInt(hash.slice(0, 12), 16)},1]`]);
  });

  test.each<[text: string, code: string, offset: number]>([
    ["T | where", "SyntaxError", 9],
    ["T | where Nope == 1", "SemanticError", 10],
    ["Nope | count", "SemanticError", 0],
    ["T | reduce by Message", "NotSupported", 4],
    ["T | extend x = base64_decode_toguid(Message)", "NotSupported", 15],
    ["T | evaluate autocluster()", "NotSupported", 4],
    ["T | take 1; T | take 1", "NotSupported", 0],
    [".show tables", "NotSupported", 0],
  ])("refuses %s with its place", async (text, code, offset) => {
    await expect(engine.query(text, { now: NOW })).rejects.toMatchObject({ code, position: { offset } });
  });

  test("refuses on the data what is proven for other data only", async () => {
    await insert({ Message: "errorİ" });

    expect(await rowsOf(engine, "T | where Message =~ 'x' or Message has 'error' | count")).toEqual(["[0]"]);
    await expect(rowsOf(engine, "T | project Level > 1 and Level < 3")).rejects.toMatchObject({ code: "NotSupported" });
    expect(await rowsOf(engine, "T | where Level > 1 or Level != 2 | count")).toEqual(["[1]"]);
  });
});

describe("deleteWhere", () => {
  test("deletes the rows that the same comparison selects, and says how many", async () => {
    await insert({ Level: 1, Message: "a" }, { Level: 2, Message: "A" }, { Level: 3 }, {});

    expect(
      await engine.deleteWhere(
        "T",
        [
          { column: "Message", operator: "in~", value: ["a"] },
          { column: "Level", operator: "between", value: [2, 9] },
        ],
        { now: NOW },
      ),
    ).toBe(1);
    expect(await rowsOf(engine, "T | project Level | sort by Level asc")).toEqual(["[null]", "[1]", "[3]"]);
  });

  test("an empty filter list deletes nothing", async () => {
    await insert({ Level: 1 });

    await expect(engine.deleteWhere("T", [], { now: NOW })).rejects.toThrow(KqlError);
    expect(await rowsOf(engine, "T | count")).toEqual(["[1]"]);
  });
});
