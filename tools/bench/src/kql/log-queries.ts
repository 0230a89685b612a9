/**
 * A typical question to a log, in KQL and as somebody who knows DuckDB writes it: the fastest of the ways that were tried,
 * with the answers that KQL gives to rows without a value. It knows its data, which the engine does not: that texts are
 * ASCII, no real is NaN, and tags are an array or absent.
 */
export interface LogQuery {
  readonly name: string;
  readonly kql: string;
  readonly sql: string;
}

export const logQueries: readonly LogQuery[] = [
  {
    name: "count by hour",
    kql: "Log | summarize n = count() by bin(TimeGenerated, 1h)",
    sql: `SELECT make_timestamp(hour * 3600000000), n FROM (SELECT epoch_us("TimeGenerated") // 3600000000 AS hour, count(*) AS n FROM "Log" GROUP BY 1)`,
  },
  {
    name: "top talkers",
    kql: "Log | summarize n = count(), b = sum(Bytes) by UserId | top 10 by n",
    sql: `SELECT "UserId", count(*) AS n, sum("Bytes") FROM "Log" GROUP BY 1 ORDER BY n DESC LIMIT 10`,
  },
  {
    name: "has filter",
    kql: 'Log | where Message has "timeout" | summarize n = count() by Computer',
    // To \b an underscore is part of a word, to `has` it is not.
    sql: `SELECT "Computer", count(*) FROM "Log" WHERE contains(lower("Message"), 'timeout') AND regexp_matches(lower("Message"), '(^|[^0-9a-z])timeout([^0-9a-z]|$)') GROUP BY 1`,
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
    sql: `SELECT max(TRY_CAST(regexp_extract("Message", 'session ([^ ]*) ', 1) AS BIGINT)), count(*) FROM "Log" WHERE "Level" = 1`,
  },
  {
    name: "mv-expand",
    kql: "Log | where Level == 2 | mv-expand tag = Properties.tags | summarize n = count() by tostring(tag)",
    sql: `SELECT coalesce(tag, ''), count(*) FROM (SELECT unnest(CASE WHEN len(tags) > 0 THEN tags WHEN json_type("Properties", '$.tags') = 'ARRAY' THEN [] ELSE [NULL] END) AS tag
      FROM (SELECT "Properties", json_extract_string("Properties", '$.tags[*]') AS tags FROM "Log" WHERE "Level" = 2)) GROUP BY 1`,
  },
  {
    name: "percentiles",
    kql: "Log | summarize percentiles(DurationMs, 50, 95, 99) by Level",
    sql: `SELECT "Level", quantile_disc("DurationMs", [0.5, 0.95, 0.99]) FROM "Log" GROUP BY 1`,
  },
  {
    name: "make-series",
    kql: "Log | make-series n = count() default = 0 on TimeGenerated from datetime(2026-06-01) to datetime(2026-06-13) step 1h by Level",
    sql: `WITH counts AS MATERIALIZED (SELECT "Level", epoch_us("TimeGenerated") // 3600000000 AS h, count(*) AS n FROM "Log"
        WHERE "TimeGenerated" >= TIMESTAMP '2026-06-01' AND "TimeGenerated" < TIMESTAMP '2026-06-13' GROUP BY ALL)
      SELECT "Level", list(coalesce(n, 0) ORDER BY hour), list(hour ORDER BY hour)
      FROM (SELECT unnest(range(TIMESTAMP '2026-06-01', TIMESTAMP '2026-06-13', INTERVAL 1 HOUR)) AS hour, epoch_us(hour) // 3600000000 AS h)
      CROSS JOIN (SELECT DISTINCT "Level" FROM counts) LEFT JOIN counts USING ("Level", h) GROUP BY 1`,
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
    sql: `SELECT sum(TRY_CAST("Properties"->>'$.code' AS BIGINT)) FROM "Log" WHERE "Properties"->>'$.region' = 'kr'`,
  },
];
