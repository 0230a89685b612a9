/** From text and from dynamic values to scalars. */
export const CONVERSION_MACROS: readonly string[] = [
  // Measured: "nan", "NaN", "inf", "Inf", "Infinity" with a sign or none are read, "INF" is not.
  `CREATE MACRO kql_real(s) AS CASE
    WHEN regexp_full_match(s, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*') THEN TRY_CAST(trim(s, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)) AS DOUBLE)
    WHEN NOT regexp_full_match(s, '(?i)\\s*[+-]?(nan|inf|infinity)\\s*') THEN
      CASE WHEN NOT kql_ascii(s) AND regexp_matches(s, '[0-9]') THEN error('kql:NotSupported:A real from this text is not proven') ELSE NULL END
    WHEN trim(s) IN ('NaN', 'nan') THEN CAST('NaN' AS DOUBLE)
    WHEN trim(s) IN ('Infinity', '+Infinity', 'inf', 'Inf') THEN CAST('Infinity' AS DOUBLE)
    WHEN trim(s) IN ('-Infinity', '-inf') THEN CAST('-Infinity' AS DOUBLE) WHEN trim(s) = 'INF' THEN NULL
    ELSE error('kql:NotSupported:A real from this text is not proven') END`,
  `CREATE MACRO kql_bool(s) AS CASE WHEN s IN ('true', 'True', 'TRUE') THEN true WHEN s IN ('false', 'False', 'FALSE') THEN false
    WHEN regexp_full_match(s, '-?[0-9]{1,9}') THEN CAST(s AS INTEGER) <> 0
    WHEN regexp_full_match(s, '0[xX][0-9a-fA-F]{1,8}') THEN kql_hex(s) <> 0
    WHEN regexp_full_match(s, '(?i)\\s*(true|false|[+-]?[0-9]+|[+-]?0x[0-9a-f]+)\\s*') OR NOT kql_ascii(s) THEN error('kql:NotSupported:A bool from this text is not proven')
    ELSE NULL END`,
  `CREATE MACRO kql_real_bool(r) AS CASE WHEN isnan(r) THEN error('kql:NotSupported:The bool of NaN is not proven') ELSE r <> 0 END`,
  `CREATE MACRO kql_toguid(s) AS CASE WHEN regexp_full_match(s, '[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}') THEN lower(s)
    WHEN regexp_full_match(s, '[0-9a-fA-F]{32}|[0-9a-fA-F]{12}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}') THEN CAST(TRY_CAST(replace(s, '-', '') AS UUID) AS VARCHAR)
    WHEN length(regexp_replace(s, '[^0-9a-fA-F]', '', 'g')) = 32 AND regexp_full_match(s, '[0-9a-fA-F(){} -]*') THEN error('kql:NotSupported:A guid from this text is not proven')
    ELSE NULL END`,
  `CREATE MACRO kql_decimal_int(h) AS CASE WHEN h IS NULL OR h BETWEEN -2147483648 AND 2147483647 THEN CAST(h AS INTEGER) ELSE error('kql:NotSupported:An int from such a decimal is not proven') END`,
  // Text that is the number, or the bool, but not as it prints: "007" for 7, "true" for True.
  `CREATE MACRO kql_text_not_number(s, printed, others) AS CASE WHEN s <> printed AND regexp_full_match(s, others)
    THEN error('kql:NotSupported:Comparing such text with a number or a bool is not proven') ELSE s END`,
];
