import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLog } from "./log-data.ts";
import { logQueries } from "./log-queries.ts";

let engine: Engine;
let db: DuckDBConnection;

beforeAll(async () => {
  engine = await createEngine();
  db = await (await DuckDBInstance.create(":memory:")).connect();
  await loadLog(db, engine, 3000);
  // Rows without a value are asked for too: the measured log has none.
  await db.run(`INSERT INTO "Log" SELECT "TimeGenerated", "Computer", "Level", "UserId", "Url", "Message", NULL, NULL, p
    FROM "Log", (VALUES (NULL), ('{"tags":[]}'), ('{"region":"kr","code":"x"}'), ('{"region":"kr","tags":[null,"t1"]}')) v(p) LIMIT 40`);
  const log = await db.runAndReadAll(
    `SELECT "TimeGenerated"::VARCHAR || 'Z', * EXCLUDE ("TimeGenerated") FROM "Log" OFFSET 3000`,
  );
  const lines = log.getRowsJson().map(([time, computer, level, user, url, message, , , properties]) =>
    JSON.stringify({
      TimeGenerated: String(time),
      Computer: computer,
      Level: level,
      UserId: user,
      Url: url,
      Message: message,
      Properties: properties === null ? null : JSON.parse(String(properties)),
    }),
  );
  expect(await engine.insertJson("Log", lines, 0n)).toBe(40);
});
afterAll(async () => {
  await engine.close();
  db.closeSync();
});

// Else the times of the two would say nothing.
test.each(logQueries)("$name: the SQL gives what the KQL gives", async ({ name, kql, sql }) => {
  const ours: string[] = [];
  for await (const batch of (await engine.query(kql, { now: ticksFromIso("2026-07-01T00:00:00Z") })).rows())
    ours.push(...batch.map((row) => plain(JSON.parse(row))));
  const theirs = (await db.runAndReadAll(sql)).getRowsJson().map(plain);
  // Of users with as many rows, either side takes any.
  if (name === "top talkers") expect(ours.map(count)).toEqual(theirs.map(count));
  else expect(ours.sort()).toEqual(theirs.sort());
});

function count(row: string): string | undefined {
  return row.split(",")[1];
}

/** The cells of a row, those of arrays too, as texts that both sides have alike. */
function plain(row: unknown): string {
  return [row]
    .flat(3)
    .flatMap((cell) => (typeof cell === "string" && cell.startsWith("[") ? (JSON.parse(cell) as unknown[]) : [cell]))
    .map((cell) => String(cell).replace(/^(\d{4}-\d\d-\d\d)[T ]([\d:]{8})(?:\.(\d*?)0*Z?|Z)?$/, "$1 $2.$3"))
    .join(",");
}
