import { CONVERSION_MACROS } from "./macros/conversions.ts";
import { DATETIME_MACROS } from "./macros/datetimes.ts";
import { DYNAMIC_MACROS } from "./macros/dynamic.ts";
import { ELEMENT_MACROS } from "./macros/elements.ts";
import { NUMBER_MACROS } from "./macros/numbers.ts";
import { TEXT_MACROS } from "./macros/text.ts";

const EPOCH_US = "62135596800000000";

/** Functions in SQL that every query may use; DuckDB inlines them. */
export const MACROS: readonly string[] = [
  `CREATE MACRO kql_ascii(s) AS strlen(s) = length(s)`,
  ...TEXT_MACROS,
  // The argument stands in it once: macros are expanded, and a chain of sums would grow by every further place.
  `CREATE MACRO kql_wrap64(h) AS CAST(((h + 9223372036854775808::HUGEINT) & 18446744073709551615::HUGEINT) - 9223372036854775808::HUGEINT AS BIGINT)`,
  // A sum as a real: beyond 2^53 it depends on when it is rounded.
  `CREATE MACRO kql_whole(h) AS CASE WHEN abs(h) > 9007199254740992 THEN error('kql:NotSupported:The average of such large numbers is not proven') ELSE CAST(h AS DOUBLE) END`,
  `CREATE MACRO kql_wrap32(h) AS CAST(((h + 2147483648::HUGEINT) & 4294967295::HUGEINT) - 2147483648::HUGEINT AS INTEGER)`,
  // Never negative, whatever the signs (measured).
  `CREATE MACRO kql_modulo(a, b) AS CASE WHEN b = 0 THEN NULL ELSE (a % abs(b) + abs(b)) % abs(b) END`,
  // Null before year 1 and after 9999: both ends of UBIGINT, with the argument once.
  `CREATE MACRO kql_datetime(h) AS CAST(TRY_CAST(CAST(TRY_CAST(h AS UBIGINT) AS HUGEINT) + 15291365097709551616::HUGEINT AS UBIGINT) - 15291365097709551616::UBIGINT AS BIGINT)`,
  `CREATE MACRO kql_iso(t) AS CASE WHEN t IS NULL THEN NULL
    ELSE concat(strftime(make_timestamp(t // 10 - ${EPOCH_US}), '%Y-%m-%dT%H:%M:%S.%f'), t % 10, 'Z') END`,
  `CREATE MACRO kql_timestamp(t) AS make_timestamp(t // 10 - ${EPOCH_US})`,
  `CREATE MACRO kql_trunc(part, t) AS (epoch_us(CAST(date_trunc(part, kql_timestamp(t)) AS TIMESTAMP)) + ${EPOCH_US}) * 10`,
  `CREATE MACRO kql_next(part, t) AS (epoch_us(CAST(date_trunc(part, kql_timestamp(t)) + CASE WHEN part = 'month' THEN INTERVAL 1 MONTH ELSE INTERVAL 1 YEAR END AS TIMESTAMP)) + ${EPOCH_US}) * 10`,
  `CREATE MACRO kql_span(t) AS CASE WHEN t >= 864000000000 THEN CAST(t // 864000000000 AS VARCHAR) || '.' ELSE '' END
    || lpad(CAST((t // 36000000000) % 24 AS VARCHAR), 2, '0') || ':' || lpad(CAST((t // 600000000) % 60 AS VARCHAR), 2, '0')
    || ':' || lpad(CAST((t // 10000000) % 60 AS VARCHAR), 2, '0')
    || CASE WHEN t % 10000000 = 0 THEN '' ELSE '.' || lpad(CAST(t % 10000000 AS VARCHAR), 7, '0') END`,
  `CREATE MACRO kql_timespan(t) AS CASE WHEN t < 0 THEN '-' ELSE '' END || kql_span(abs(CAST(t AS HUGEINT)))`,
  // Where every shortest-digits printer agrees: no exponent, no special value.
  `CREATE MACRO kql_real_text(r) AS CASE WHEN r IS NULL THEN NULL
    WHEN NOT isnan(r) AND abs(r) < 1e15 AND (abs(r) >= 1e-4 OR (r = 0 AND NOT signbit(r))) THEN CAST(r AS VARCHAR)
    ELSE error('kql:NotSupported:The text of this real is not proven') END`,
  `CREATE MACRO kql_real_json(r) AS CASE WHEN isnan(r) THEN '"NaN"' WHEN isinf(r) THEN CASE WHEN r > 0 THEN '"Infinity"' ELSE '"-Infinity"' END ELSE CAST(r AS VARCHAR) END`,
  // The text that kql_timespan prints; NULL stays, another shape is an error.
  `CREATE MACRO kql_span_ticks(s) AS CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, '-?(\\d{1,8}\\.)?\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?')
    THEN (CASE WHEN starts_with(s, '-') THEN -1 ELSE 1 END) * (coalesce(TRY_CAST(regexp_extract(s, '^-?(\\d+)\\.\\d\\d:', 1) AS BIGINT), 0) * 864000000000
      + CAST(regexp_extract(s, '(\\d\\d):\\d\\d:', 1) AS BIGINT) * 36000000000 + CAST(regexp_extract(s, '\\d\\d:(\\d\\d):', 1) AS BIGINT) * 600000000
      + CAST(regexp_extract(s, ':\\d\\d:(\\d\\d)', 1) AS BIGINT) * 10000000 + CAST(rpad(regexp_extract(s, ':\\d\\d\\.(\\d+)$', 1), 7, '0') AS BIGINT))
    ELSE error('kql:Runtime:Not a timespan: ' || s) END`,
  // A decimal keeps its digits; its text is certain where there is one way only to write it.
  `CREATE MACRO kql_decimal_text(s) AS CASE WHEN s IS NULL OR regexp_full_match(s, '-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?') THEN s
    ELSE error('kql:NotSupported:The text of this decimal is not proven') END`,
  // Cut towards zero; beyond the range the nearest end (measured); NaN and infinities are null.
  `CREATE MACRO kql_real_long(r) AS CASE WHEN isnan(r) OR isinf(r) THEN NULL WHEN r >= 9223372036854775807 THEN 9223372036854775807
    WHEN r <= -9223372036854775808 THEN -9223372036854775808 ELSE CAST(trunc(r) AS BIGINT) END`,
  `CREATE MACRO kql_real_int(r) AS CASE WHEN isnan(r) OR isinf(r) THEN NULL WHEN r >= 2147483647 THEN 2147483647
    WHEN r <= -2147483648 THEN -2147483648 ELSE CAST(trunc(r) AS INTEGER) END`,
  `CREATE MACRO kql_hex(s) AS CASE
    WHEN regexp_full_match(s, '0[xX][0-9a-fA-F]{1,15}') THEN CAST('0x' || substr(s, 3) AS BIGINT)
    WHEN regexp_full_match(s, '0[xX][0-9a-fA-F]{16}') THEN kql_wrap64(CAST(CAST('0x' || substr(s, 3) AS UBIGINT) AS HUGEINT))
    ELSE error('kql:NotSupported:This hexadecimal text is not proven') END`,
  // What prints as it was written is a long; all else is looked at.
  `CREATE MACRO kql_long(s) AS CASE WHEN CAST(TRY_CAST(s AS BIGINT) AS VARCHAR) = s THEN CAST(s AS BIGINT)
    WHEN starts_with(s, '0x') OR starts_with(s, '0X') THEN kql_hex(s)
    WHEN regexp_full_match(s, '\\s*[+-]?[0-9]+\\s*') THEN TRY_CAST(ltrim(trim(s, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)), '+') AS BIGINT)
    WHEN regexp_full_match(s, '\\s*\\+?0[xX].*') THEN error('kql:NotSupported:This hexadecimal text is not proven')
    WHEN (NOT kql_ascii(s) OR contains(s, chr(11))) AND regexp_matches(s, '[0-9]') THEN error('kql:NotSupported:A number in text beyond ASCII is not proven')
    ELSE NULL END`,
  `CREATE MACRO kql_int(s) AS CASE WHEN regexp_full_match(s, '0[xX][0-9a-fA-F]+') AND (kql_long(s) > 2147483647 OR kql_long(s) < 0)
    THEN error('kql:NotSupported:This hexadecimal text is not proven') ELSE TRY_CAST(kql_long(s) AS INTEGER) END`,
  // ISO text to ticks; NULL for another shape, error for a date that does not exist.
  `CREATE MACRO kql_ticks(s) AS CASE WHEN regexp_full_match(s, '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?(Z|\\+00:00)?') AND s >= '0001'
    THEN (epoch_us(CAST(replace(substr(s, 1, 19), 'T', ' ') AS TIMESTAMP)) + ${EPOCH_US}) * 10 + CAST(rpad(regexp_extract(s, '\\.(\\d+)', 1), 7, '0') AS BIGINT) END`,
  // The common shape without a call into TypeScript.
  `CREATE MACRO kql_todatetime(s) AS CASE
    WHEN regexp_full_match(s, '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z?') AND TRY_CAST(replace(substr(s, 1, 19), 'T', ' ') AS TIMESTAMP) IS NOT NULL AND substr(s, 12, 2) <> '24' AND s >= '0001' THEN kql_ticks(s)
    ELSE kqljs_todatetime(s) END`,
  `CREATE MACRO kql_substring(s, start, n) AS CASE WHEN n <= 0 OR s = '' THEN ''
    WHEN start >= length(s) THEN '' WHEN start >= 0 THEN substring(s, start + 1, least(n, 4000000000))
    WHEN -start <= length(s) THEN substring(s, length(s) + start + 1, least(n, 4000000000))
    ELSE error('kql:NotSupported:A start before the text is not proven') END`,
  `CREATE MACRO kql_bin(h, step) AS h - ((h % step) + step) % step`,
  ...ELEMENT_MACROS,
  ...DYNAMIC_MACROS,
  ...NUMBER_MACROS,
  ...DATETIME_MACROS,
  ...CONVERSION_MACROS,
];
