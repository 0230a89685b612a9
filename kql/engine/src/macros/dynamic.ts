/** What dynamic values are as text and as scalars; see dynamic/codec.ts for the text that stands for them. */
export const DYNAMIC_MACROS: readonly string[] = [
  `CREATE MACRO kql_not_of(t) AS error('kql:NotSupported:A dynamic that is no ' || t || ', where one is expected, is not proven')`,
  // The text of what stands at a path: of a tagged scalar, of an array or a bag that may hold some, of all else itself.
  `CREATE MACRO kql_untag(s) AS CASE WHEN NOT contains(s, chr(64976)) THEN s WHEN starts_with(s, chr(64976)) THEN substr(s, 3)
    WHEN starts_with(s, '{') OR starts_with(s, '[') THEN kqljs_dynamic_print(s) ELSE s END`,
  `CREATE MACRO kql_dynamic_text(d) AS CASE WHEN starts_with(d, '"') THEN kql_untag(json_extract_string(d, '$'))
    WHEN contains(d, chr(64976)) THEN kqljs_dynamic_print(d) ELSE d END`,
  // As a column of the other type: what it holds must be of that type, for what Kusto makes of another is not proven.
  `CREATE MACRO kql_strictly_string(d) AS CASE WHEN d IS NULL THEN NULL WHEN starts_with(d, '"') AND NOT starts_with(d, '"' || chr(64976))
    THEN json_extract_string(d, '$') ELSE kql_not_of('string') END`,
  `CREATE MACRO kql_strictly_long(d) AS CASE WHEN d IS NULL THEN NULL WHEN regexp_full_match(d, '-?[0-9]+') THEN CAST(d AS BIGINT) ELSE kql_not_of('long') END`,
  `CREATE MACRO kql_strictly_real(d) AS CASE WHEN d IS NULL THEN NULL WHEN regexp_matches(d, '^-?[0-9]') THEN CAST(d AS DOUBLE) ELSE kql_not_of('real') END`,
  `CREATE MACRO kql_strictly_bool(d) AS CASE WHEN d IS NULL THEN NULL WHEN d = 'true' THEN true WHEN d = 'false' THEN false ELSE kql_not_of('bool') END`,
  `CREATE MACRO kql_strictly_datetime(d) AS CASE WHEN d IS NULL THEN NULL WHEN starts_with(d, '"' || chr(64976) || 'd') THEN kql_ticks(d[4:-2]) ELSE kql_not_of('datetime') END`,
  `CREATE MACRO kql_strictly_timespan(d) AS CASE WHEN d IS NULL THEN NULL WHEN starts_with(d, '"' || chr(64976) || 't') THEN kql_span_ticks(d[4:-2]) ELSE kql_not_of('timespan') END`,
  `CREATE MACRO kql_strictly_guid(d) AS CASE WHEN d IS NULL THEN NULL WHEN starts_with(d, '"' || chr(64976) || 'g') THEN d[4:-2] ELSE kql_not_of('guid') END`,
  `CREATE MACRO kql_array_size(d) AS CASE WHEN starts_with(d, '[') THEN CAST(json_array_length(d) AS BIGINT) END`,
];
