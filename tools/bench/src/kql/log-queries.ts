/** A typical question to a log, in KQL and as somebody who knows DuckDB writes it. */
export interface LogQuery {
  readonly name: string;
  readonly kql: string;
  readonly sql: string;
}

export const logQueries: readonly LogQuery[] = [
  {
    name: "count by hour",
    kql: "Log | summarize n = count() by bin(TimeGenerated, 1h)",
    sql: `SELECT date_trunc('hour', "TimeGenerated"), count(*) FROM "Log" GROUP BY 1`,
  },
  {
    name: "top talkers",
    kql: "Log | summarize n = count(), b = sum(Bytes) by UserId | top 10 by n",
    sql: `SELECT "UserId", count(*) AS n, sum("Bytes") FROM "Log" GROUP BY 1 ORDER BY n DESC LIMIT 10`,
  },
  {
    name: "has filter",
    kql: 'Log | where Message has "timeout" | summarize n = count() by Computer',
    sql: `SELECT "Computer", count(*) FROM "Log" WHERE regexp_matches("Message", '(?i)\\btimeout\\b') GROUP BY 1`,
  },
  {
    name: "regex extract",
    kql: 'Log | where Level >= 3 | extend s = extract("status=([0-9]+)", 1, Message) | summarize n = count() by s',
    sql: `SELECT regexp_extract("Message", 'status=([0-9]+)', 1), count(*) FROM "Log" WHERE "Level" >= 3 GROUP BY 1`,
  },
  {
    name: "join",
    kql: "Log | join kind=inner Users on UserId | summarize n = count() by Department",
    sql: `SELECT "Department", count(*) FROM "Log" JOIN "Users" USING ("UserId") GROUP BY 1`,
  },
  {
    name: "parse",
    kql: 'Log | where Level == 1 | parse Message with * "session " session: long " " * | summarize m = max(session), n = count()',
    sql: `SELECT max(TRY_CAST(regexp_extract("Message", 'session (.*?) ', 1) AS BIGINT)), count(*) FROM "Log" WHERE "Level" = 1`,
  },
  {
    name: "mv-expand",
    kql: "Log | where Level == 2 | mv-expand tag = Properties.tags | summarize n = count() by tostring(tag)",
    sql: `SELECT tag, count(*) FROM (SELECT unnest(from_json(json_extract("Properties", '$.tags'), '["VARCHAR"]')) AS tag FROM "Log" WHERE "Level" = 2) GROUP BY 1`,
  },
  {
    name: "percentiles",
    kql: "Log | summarize percentiles(DurationMs, 50, 95, 99) by Level",
    sql: `SELECT "Level", quantile_disc("DurationMs", [0.5, 0.95, 0.99]) FROM "Log" GROUP BY 1`,
  },
  {
    name: "make-series",
    kql: "Log | make-series n = count() default = 0 on TimeGenerated from datetime(2026-06-01) to datetime(2026-06-13) step 1h by Level",
    sql: `SELECT "Level", list(coalesce(n, 0) ORDER BY hour) FROM (SELECT unnest(range(TIMESTAMP '2026-06-01', TIMESTAMP '2026-06-13', INTERVAL 1 HOUR)) AS hour) CROSS JOIN (SELECT DISTINCT "Level" FROM "Log")
      LEFT JOIN (SELECT "Level", date_trunc('hour', "TimeGenerated") AS hour, count(*) AS n FROM "Log" GROUP BY ALL) USING ("Level", hour) GROUP BY 1`,
  },
  {
    name: "distinct counts",
    kql: "Log | summarize u = dcount(UserId) by Computer",
    sql: `SELECT "Computer", count(DISTINCT "UserId") FROM "Log" GROUP BY 1`,
  },
  {
    name: "arg_max",
    kql: "Log | summarize arg_max(TimeGenerated, Message) by Computer",
    sql: `SELECT "Computer", max("TimeGenerated"), arg_max("Message", "TimeGenerated") FROM "Log" GROUP BY 1`,
  },
  {
    name: "dynamic property",
    kql: 'Log | where tostring(Properties.region) == "kr" | summarize s = sum(tolong(Properties.code))',
    sql: `SELECT sum(CAST("Properties"->>'$.code' AS BIGINT)) FROM "Log" WHERE "Properties"->>'$.region' = 'kr'`,
  },
];
