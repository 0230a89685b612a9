import { createEngine, type Engine } from "@logdoctor/kql-engine";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LEVELS, LOG_RECORDS } from "../log-records.ts";
import { checkRule } from "./check-rule.ts";

const messages = ["", "x", "Error foo", "debug x", "Hello World 123 !", '{"a":1}'];
const sizes = [0, 1, 5, 60_000];
const rows = LEVELS.flatMap((Level) =>
  messages.flatMap((Message) =>
    sizes.map((Bytes) => ({ Level, Message, Bytes, IsBillable: Bytes > 1, Service: Bytes > 0 ? "api" : "" })),
  ),
);

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ memoryLimit: "500MB" });
  await engine.createTable(
    "LogRecords",
    Object.entries(LOG_RECORDS).map(([name, type]) => ({ name, type })),
  );
  const texts = { Resource: "", CallSite: "", Category: "", Operation: "", Environment: "", ItemId: "" };
  const rest = { ...texts, TimeGenerated: "2026-06-01T11:00:00Z", Ingested: "2026-06-01T11:00:00Z", ItemCount: 1 };
  await engine.insertJson(
    "LogRecords",
    rows.map((row) => JSON.stringify({ ...rest, ...row })),
    0n,
  );
});
afterAll(() => engine.close());

const comparison = fc.constantFrom(
  ...['Level == "Debug"', 'Level != "Debug"', 'Level in ("Debug","Info")', 'Level !in~ ("debug","info")'],
  ...["Level == Service", '"Debug" == Level', 'Level == tolower("Debug")', 'Level startswith "D"', "isnull(Level)"],
  ...["isempty(Message)", "isnotempty(Message)", 'Message != ""', 'Message has "x"', 'Message !has "x"'],
  ...['Message matches regex "^$"', 'Message matches regex ".*"', 'Message contains ""', "Message == Message"],
  ...["Bytes > 5", "Bytes <= 5", "Bytes >= 0", "Bytes < 5", "Bytes between (0 .. 5)", "strlen(Message) > 3"],
  ...["IsBillable", "IsBillable != true", "Service contains Message", "true", "false", "1 == 2"],
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison,
    tie("condition").map((of) => `not(${of})`),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a} and ${b})`),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a} or ${b})`),
  ),
}));

async function matched(query: string): Promise<number> {
  const answer = await engine.query(`${query} | count`, { now: 0n });
  for await (const batch of answer.rows()) for (const line of batch) return Number((JSON.parse(line) as [number])[0]);
  return Number.NaN;
}

test("no rule is refused for matching all rows, or none, that matches some", async () => {
  await fc.assert(
    fc.asyncProperty(condition, fc.boolean(), async (of, named) => {
      const query = named ? `LogRecords | extend T = ${of} | where T` : `LogRecords | where ${of}`;
      const check = checkRule(query);
      const code = check.ok ? "" : check.diagnostics[0]?.code;
      if (code === "MatchesNothing") expect(await matched(query)).toBe(0);
      // One that does not look at the row has the same code, whichever way it goes.
      if (code === "MatchesEverything" && /[A-Z]/.test(of)) expect(await matched(query)).toBe(rows.length);
    }),
    { numRuns: 60 },
  );
});
