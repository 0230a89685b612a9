/** Elements of dynamic arrays and bags, written in SQL; see dynamic/codec.ts for the text that they follow. */
export const ELEMENT_MACROS: readonly string[] = [
  `CREATE MACRO kql_element_text(s) AS CASE WHEN starts_with(s, chr(64976)) THEN error('kql:NotSupported:A text that begins with U+FDD0 is not supported')
    ELSE CAST(to_json(s) AS VARCHAR) END`,
  // Between these bounds both languages print the same shortest digits, without an exponent.
  `CREATE MACRO kql_element_real(r) AS CASE WHEN r IS NULL THEN NULL
    WHEN isfinite(r) AND (abs(r) < 1e15 AND abs(r) >= 1e-4 OR r = 0) THEN CAST(r AS VARCHAR) ELSE kqljs_element_real(r) END`,
  `CREATE MACRO kql_list_text(l) AS '[' || coalesce(array_to_string(l, ','), '') || ']'`,
  // A null among the elements is NULL.
  `CREATE MACRO kql_elements(d) AS CAST(from_json(d, '["JSON"]') AS VARCHAR[])`,
  // What mv-expand unfolds: an array's elements, a bag's properties, null as it is, another scalar as it is.
  `CREATE MACRO kql_items(d, kind) AS CASE WHEN starts_with(d, '[') THEN kql_elements(d) WHEN d IS NULL THEN [CAST(NULL AS VARCHAR)]
    WHEN starts_with(d, '{') THEN kql_elements(kqljs_properties(d, kind)) ELSE [d] END`,
  // The texts of the same, as tostring() prints them, where they are JSON only.
  `CREATE MACRO kql_item_texts(d, kind) AS CASE WHEN starts_with(d, '[') THEN json_extract_string(d, '$[*]') WHEN d IS NULL THEN [CAST(NULL AS VARCHAR)]
    WHEN starts_with(d, '{') THEN json_extract_string(kqljs_properties(d, kind), '$[*]') ELSE [json_extract_string(d, '$')] END`,
  `CREATE MACRO kql_not_empty(l) AS CASE WHEN len(l) = 0 THEN error('kql:NotSupported:mv-apply with an aggregate over an empty array is not proven') ELSE l END`,
  // Kusto's longest series: https://learn.microsoft.com/kusto/query/make-series-operator
  `CREATE MACRO kql_steps(lo, hi, step) AS CASE WHEN step <= 0 OR (hi - lo) // step >= 1048576 THEN error('kql:Runtime:make-series needs a positive step and at most 1,048,576 of them')
    ELSE range(lo, hi + 1, step) END`,
  // Kusto's variance has ten digits behind the point (measured); of one value or none it is 0.
  `CREATE MACRO kql_variance(v) AS coalesce(round(v, 10), 0.0::DOUBLE)`,
  // The first value, in order, up to which the weights reach their share.
  `CREATE MACRO kql_weighted(pairs, rank) AS list_filter(list_transform(pairs, (p, i) -> {v: p.v, c: list_sum(list_transform(pairs[1:i], q -> q.w))}),
    s -> s.c >= rank * list_sum(list_transform(pairs, q -> q.w)))[1].v`,
];
