/** Numbers, and ticks of timespans. */
export const NUMBER_MACROS: readonly string[] = [
  // Never negative, whatever the signs (measured), as that of integers.
  `CREATE MACRO kql_real_modulo(a, b) AS CASE WHEN b = 0 THEN error('kql:NotSupported:The remainder of a real divided by zero is not proven')
    WHEN a % b < 0 THEN a % b + abs(b) ELSE a % b END`,
  // What is beyond the range ends the query: see runtime-error.ts.
  `CREATE MACRO kql_timespan_ticks(h) AS CAST(h AS BIGINT)`,
  `CREATE MACRO kql_span_divide(h, n) AS CASE WHEN n = 0 THEN error('kql:NotSupported:A timespan divided by zero is not proven') ELSE CAST(h // n AS BIGINT) END`,
  `CREATE MACRO kql_real_ticks(r) AS CASE WHEN r IS NULL THEN NULL WHEN isnan(r) OR abs(r) >= 9.2e18 THEN error('kql:NotSupported:A timespan beyond its range is not proven')
    ELSE CAST(trunc(r) AS BIGINT) END`,
  // A bin below the least long is none that can be told.
  `CREATE MACRO kql_bin_long(x, step) AS CASE WHEN x % step >= 0 THEN x - x % step WHEN x - x % step < -9223372036854775807 - 1 + step
    THEN error('kql:NotSupported:A bin below the smallest long is not proven') ELSE x - x % step - step END`,
  `CREATE MACRO kql_bin_any(h, step) AS CASE WHEN step > 0 THEN h - ((h % step) + step) % step WHEN step < 0 OR step IS NULL OR h IS NULL THEN NULL
    ELSE error('kql:NotSupported:A bin of size zero is not proven') END`,
  `CREATE MACRO kql_bin_real(r, step) AS CASE WHEN step > 0 THEN floor(r / step) * step WHEN step < 0 OR step IS NULL OR r IS NULL THEN NULL
    ELSE error('kql:NotSupported:A bin of size zero is not proven') END`,
  `CREATE MACRO kql_sign(r) AS CASE WHEN isnan(r) THEN error('kql:NotSupported:The sign of NaN is not proven') ELSE CAST(sign(r) AS DOUBLE) END`,
  `CREATE MACRO kql_log(base, r) AS CASE WHEN r < 0 THEN NULL WHEN r = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN isnan(r) OR isinf(r) THEN r
    WHEN base = 'e' THEN ln(r) WHEN base = '2' THEN log2(r) ELSE log10(r) END`,
  // Of a negative number it is NaN (measured), whatever the documentation says.
  `CREATE MACRO kql_sqrt(r) AS CASE WHEN r < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(r) END`,
  `CREATE MACRO kql_gamma(r) AS CASE WHEN r > 0 AND r < 170 THEN gamma(r) WHEN r IS NULL THEN NULL ELSE error('kql:NotSupported:gamma() of this is not proven') END`,
  `CREATE MACRO kql_loggamma(r) AS CASE WHEN r > 0 AND isfinite(r) THEN lgamma(r) WHEN r IS NULL THEN NULL ELSE error('kql:NotSupported:loggamma() of this is not proven') END`,
  ...["sin", "cos", "tan"].map(
    (name) => `CREATE MACRO kql_finite_${name}(r) AS CASE WHEN isinf(r) THEN CAST('NaN' AS DOUBLE) ELSE ${name}(r) END`,
  ),
  ...["asin", "acos"].map(
    (name) =>
      `CREATE MACRO kql_${name}(r) AS CASE WHEN r < -1 OR r > 1 THEN error('kql:NotSupported:${name}() beyond -1 to 1 is not proven') ELSE ${name}(r) END`,
  ),
  // Halves away from zero, at a place before or after the point.
  `CREATE MACRO kql_round(r, n) AS CASE WHEN r IS NULL OR n IS NULL THEN NULL WHEN isnan(r) OR isinf(r) OR n > 17 OR abs(r) >= 1e15 AND n >= 0 THEN r
    WHEN n >= 0 THEN round(r * pow(10, n)) / pow(10, n) ELSE round(r / pow(10, -n)) * pow(10, -n) END`,
  `CREATE MACRO kql_shift_left(v, n) AS CASE WHEN n < 0 THEN NULL ELSE kql_wrap64(CAST(v AS HUGEINT) * (1::HUGEINT << CAST(n % 64 AS INTEGER))) END`,
  `CREATE MACRO kql_shift_right(v, n) AS CASE WHEN n < 0 THEN NULL WHEN v < 0 THEN error('kql:NotSupported:The shift of a negative number is not proven') ELSE v >> (n % 64) END`,
  `CREATE MACRO kql_hex_digits(s, width) AS CASE WHEN length(s) < width THEN lpad(s, width, '0') ELSE s END`,
  `CREATE MACRO kql_hex_text(h, size, width) AS kql_hex_digits(lower(to_hex(CAST(CASE WHEN h < 0 THEN h + size ELSE h END AS UBIGINT))), width)`,
];
