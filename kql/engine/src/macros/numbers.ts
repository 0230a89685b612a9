/** Numbers, and ticks of timespans. */
export const NUMBER_MACROS: readonly string[] = [
  // Never negative, whatever the signs (measured), as that of integers.
  `CREATE MACRO kql_real_modulo(a, b) AS CASE WHEN b = 0 THEN error('kql:NotSupported:The remainder of a real divided by zero is not proven')
    WHEN a % b < 0 THEN a % b + abs(b) ELSE a % b END`,
  `CREATE MACRO kql_timespan_ticks(h) AS CASE WHEN h IS NULL OR h BETWEEN -9223372036854775808::HUGEINT AND 9223372036854775807::HUGEINT THEN CAST(h AS BIGINT)
    ELSE error('kql:NotSupported:A timespan beyond its range is not proven') END`,
  `CREATE MACRO kql_span_divide(h, n) AS CASE WHEN n = 0 THEN error('kql:NotSupported:A timespan divided by zero is not proven') ELSE CAST(h // n AS BIGINT) END`,
  `CREATE MACRO kql_real_ticks(r) AS CASE WHEN r IS NULL THEN NULL WHEN isnan(r) OR abs(r) >= 9.2e18 THEN error('kql:NotSupported:A timespan beyond its range is not proven')
    ELSE CAST(trunc(r) AS BIGINT) END`,
];
