/**
 * What a rule may call: functions of one row that give the same each time. Not `now()`, `ago()` and `rand()`: a run that is
 * repeated must find the same.
 */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  `not iff iif case coalesce isempty isnotempty isnull isnotnull isnan
  strlen string_size substring tolower toupper trim trim_start trim_end strcat strcmp split extract indexof countof
  replace_string replace_regex reverse url_decode base64_decode_tostring translate
  parse_json todynamic parse_url parse_path parse_urlquery array_length bag_has_key gettype
  tostring tolong toint toreal todouble tobool todatetime totimespan toguid
  min_of max_of abs round floor ceiling bin sign
  hourofday dayofweek dayofmonth datetime_part startofday startofhour
  ipv4_is_private ipv4_is_match has_ipv4 has_any_ipv4`
    .trim()
    .split(/\s+/),
);

/** Functions whose second argument or first one is a regular expression, by the place of it. */
export const REGEX_FUNCTIONS: Readonly<Record<string, number>> = { extract: 0, replace_regex: 1 };

/** What a call costs more than a comparison. */
export const DEAR_FUNCTIONS: Readonly<Record<string, number>> = {
  extract: 5,
  replace_regex: 5,
  parse_json: 10,
  todynamic: 10,
  parse_url: 5,
  parse_urlquery: 5,
  countof: 3,
};

/** Kinds of the official tree that a condition may be made of. */
export const NODES: ReadonlySet<string> = new Set(
  `NameReference LiteralExpression CompoundStringLiteralExpression BinaryExpression PrefixUnaryExpression InExpression
  HasAnyExpression HasAllExpression BetweenExpression ExpressionCouple ParenthesizedExpression FunctionCallExpression
  ExpressionList SyntaxList SeparatedElement TokenName Token PathExpression ElementExpression BracketedExpression
  TypeOfLiteralExpression PrimitiveTypeExpression DynamicExpression BracketedName`
    .trim()
    .split(/\s+/),
);
