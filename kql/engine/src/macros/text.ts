/** Case of text: DuckDB's own for ASCII, the scripted functions beyond. */
export const TEXT_MACROS: readonly string[] = [
  "CREATE MACRO kql_lower(s) AS CASE WHEN kql_ascii(s) THEN lower(s) ELSE kqljs_lower(s) END",
  "CREATE MACRO kql_upper(s) AS CASE WHEN kql_ascii(s) THEN upper(s) ELSE kqljs_upper(s) END",
  "CREATE MACRO kql_fold(s) AS CASE WHEN kql_ascii(s) THEN lower(s) ELSE kqljs_fold(s) END",
  "CREATE MACRO kql_fold_for_ascii(s) AS CASE WHEN kql_ascii(s) THEN lower(s) ELSE kqljs_fold_for_ascii(s) END",
  "CREATE MACRO kql_reverse(s) AS CASE WHEN kql_ascii(s) THEN reverse(s) ELSE kqljs_reverse(s) END",
  // What both readings of a term agree on, then what they do not; `hit` is what either could find.
  `CREATE MACRO kql_terms(s, hit, certain, possible) AS CASE WHEN NOT hit THEN false WHEN regexp_matches(s, certain) THEN true
    WHEN NOT kql_ascii(s) AND regexp_matches(s, possible) THEN error('kql:NotSupported:Where a term ends beside letters beyond ASCII is not proven')
    ELSE false END`,
];
