import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column, Engine } from "@logdoctor/kql-engine";

/** The columns of the measured log, and of the small table that it is joined with. */
const logColumns: readonly Column[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "Computer", type: "string" },
  { name: "Level", type: "int" },
  { name: "UserId", type: "string" },
  { name: "Url", type: "string" },
  { name: "Message", type: "string" },
  { name: "DurationMs", type: "real" },
  { name: "Bytes", type: "long" },
  { name: "Properties", type: "dynamic" },
];

// One row a tenth of a second; hashes stand in for chance, so that every run has the same rows.
const logSql = `SELECT
    TIMESTAMP '2026-06-01' + to_milliseconds(i * 100) AS "TimeGenerated",
    'web-' || (hash(i) % 500) AS "Computer",
    (hash(i + 1) % 5)::INTEGER AS "Level",
    'user' || (hash(i + 2) % 100000) AS "UserId",
    '/api/' || ['orders', 'login', 'cart', 'items', 'health'][(hash(i + 3) % 5)::INTEGER + 1] || '/' || (hash(i + 4) % 1000) AS "Url",
    CASE WHEN hash(i + 5) % 50 = 0 THEN 'Error: connection timeout after ' ELSE 'request handled in ' END
      || (hash(i + 6) % 3000) || ' ms for session ' || (hash(i + 7) % 1000000) || ' status=' || [200, 200, 404, 500][(hash(i + 8) % 4)::INTEGER + 1] AS "Message",
    (hash(i + 9) % 100000) / 16.0 AS "DurationMs",
    (hash(i + 10) % 1000000)::BIGINT AS "Bytes",
    '{"region":"' || ['kr', 'jp', 'eu'][(hash(i + 11) % 3)::INTEGER + 1] || '","code":' || (hash(i + 12) % 100) || ',"tags":["t' || (hash(i + 13) % 10) || '","u' || (hash(i + 14) % 10) || '"]}' AS "Properties"
  FROM range($rows) r(i)`;

const usersSql = `SELECT 'user' || i AS "UserId", 'dept' || (i % 40) AS "Department" FROM range(0, 100000, 2) r(i)`;

// Ticks of 100 ns since the year 1, as the engine keeps a datetime.
const ticks = `(epoch_us("TimeGenerated") + 62135596800000000) * 10`;

/** Makes both tables in the baseline's database and, by the same generator, in the engine. */
export async function loadLog(db: DuckDBConnection, engine: Engine, rows: number): Promise<void> {
  const log = logSql.replace("$rows", String(rows));
  await db.run(`CREATE TABLE "Log" AS ${log}`);
  await db.run(`CREATE TABLE "Users" AS ${usersSql}`);
  await engine.createTable("Log", logColumns);
  await engine.createTable("Users", [
    { name: "UserId", type: "string" },
    { name: "Department", type: "string" },
  ]);
  await engine.insertSelect("Log", `SELECT * REPLACE (${ticks} AS "TimeGenerated") FROM (${log})`, 0n);
  await engine.insertSelect("Users", usersSql, 0n);
}
