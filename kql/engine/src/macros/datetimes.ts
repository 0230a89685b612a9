const LAST_WEEK = "3155373792000000000";

/** Datetimes and timespans as ticks. */
export const DATETIME_MACROS: readonly string[] = [
  // 0001-01-01 was a Monday; Kusto counts from Sunday. Of 9999-12-31 the day of the week is null (measured): what
  // becomes of its week, which has no end, is not proven.
  `CREATE MACRO kql_dayofweek(t) AS CASE WHEN t < ${LAST_WEEK} THEN ((t // 864000000000) + 1) % 7 * 864000000000
    WHEN t IS NULL OR t = 3155378112000000000 THEN NULL ELSE error('kql:NotSupported:A day of the last week of the year 9999 is not proven') END`,
  `CREATE MACRO kql_week_start(t) AS t - t % 864000000000 - ((t // 864000000000 + 1) % 7) * 864000000000`,
  `CREATE MACRO kql_week_index(t) AS (t // 864000000000 + 1) // 7`,
  `CREATE MACRO kql_month_index(t) AS CAST(year(kql_timestamp(t)) AS BIGINT) * 12 + month(kql_timestamp(t)) - 1`,
  `CREATE MACRO kql_add_nanoseconds(t, n) AS CASE WHEN n % 100 = 0 THEN kql_datetime(CAST(t AS HUGEINT) + n // 100)
    WHEN n IS NULL THEN NULL ELSE error('kql:NotSupported:Less than a tick is not proven') END`,
  `CREATE MACRO kql_unix_nanoseconds(n) AS CASE WHEN n >= 0 OR n % 100 = 0 THEN kql_datetime(621355968000000000 + n // 100)
    WHEN n IS NULL THEN NULL ELSE error('kql:NotSupported:Less than a tick is not proven') END`,
  // A fraction of a tick is lost in the real itself; what is surely between two ticks is not proven.
  `CREATE MACRO kql_near(r) AS CASE WHEN r IS NULL THEN NULL WHEN abs(r - round(r)) <= greatest(0.01, abs(r) * 1e-15) THEN CAST(round(r) AS HUGEINT)
    ELSE error('kql:NotSupported:Less than a tick is not proven') END`,
  `CREATE MACRO kql_unix_real(r, ticks) AS CASE WHEN isnan(r) OR abs(r) > 1e18 THEN NULL ELSE kql_datetime(621355968000000000 + kql_near(r * ticks)) END`,
  `CREATE MACRO kql_clock(h, m, s) AS CASE WHEN h BETWEEN 0 AND 23 AND m BETWEEN 0 AND 59 AND s >= 0 AND s < 60
    THEN CAST(h * 36000000000 + m * 600000000 + kql_near(s * 10000000) AS BIGINT) ELSE NULL END`,
  `CREATE MACRO kql_make_timespan(d, h, m, s) AS CASE WHEN d < 0 OR d > 10675198 THEN error('kql:NotSupported:Such days of a timespan are not proven')
    ELSE d * 864000000000 + kql_clock(h, m, s) END`,
  `CREATE MACRO kql_long_datetime(t) AS CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t
    WHEN t IS NULL THEN NULL ELSE error('kql:NotSupported:A datetime from a number out of range is not proven') END`,
];
