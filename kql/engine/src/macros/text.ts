/** Case of text: DuckDB's own for ASCII, the scripted functions beyond. */
export const TEXT_MACROS: readonly string[] = [
  "CREATE MACRO kql_lower(s) AS CASE WHEN kql_ascii(s) THEN lower(s) ELSE kqljs_lower(s) END",
  "CREATE MACRO kql_upper(s) AS CASE WHEN kql_ascii(s) THEN upper(s) ELSE kqljs_upper(s) END",
  "CREATE MACRO kql_fold(s) AS CASE WHEN kql_ascii(s) THEN lower(s) ELSE kqljs_fold(s) END",
  "CREATE MACRO kql_fold_for_ascii(s) AS CASE WHEN kql_ascii(s) THEN lower(s) ELSE kqljs_fold_for_ascii(s) END",
  "CREATE MACRO kql_reverse(s) AS CASE WHEN kql_ascii(s) THEN reverse(s) ELSE kqljs_reverse(s) END",
  "CREATE MACRO kql_strcmp(a, b) AS CASE WHEN a = b THEN 0::BIGINT WHEN a < b THEN -1::BIGINT ELSE 1::BIGINT END",
  "CREATE MACRO kql_split(s, d) AS CASE WHEN d = '' THEN error('kql:NotSupported:Splitting at an empty text is not proven') ELSE string_split(s, d) END",
  // A list of texts as a dynamic; a text that begins like the engine's own tags has no place in it.
  `CREATE MACRO kql_texts(list) AS CASE WHEN contains(array_to_string(list, ''), chr(64976))
    THEN error('kql:NotSupported:A text with U+FDD0 is not supported') ELSE CAST(to_json(list) AS VARCHAR) END`,
  "CREATE MACRO kql_some_texts(list) AS CASE WHEN len(list) = 0 THEN NULL ELSE kql_texts(list) END",
  `CREATE MACRO kql_nth_text(list, n) AS CASE WHEN n < 0 THEN error('kql:NotSupported:A negative index is not proven')
    WHEN n >= len(list) THEN NULL ELSE kql_texts([list[n + 1]]) END`,
  "CREATE MACRO kql_hash_modulo(h, n) AS CASE WHEN h < 0 THEN error('kql:NotSupported:The remainder of a negative hash is not proven') ELSE h % n END",
  // Between ASCII borders a term is surely there; what else there is beyond ASCII is looked at. `hit`: it is there at all.
  `CREATE MACRO kql_terms(s, hit, certain, terms, ends) AS CASE WHEN NOT hit THEN false WHEN regexp_matches(s, certain) THEN true
    WHEN NOT kql_ascii(s) THEN kqljs_has_terms(s, terms, ends) ELSE false END`,
];
