/**
 * What Azure Monitor documents for the KQL of transformations in data collection rules; it says that only what is listed is
 * supported. https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql
 */
export const TRANSFORM_LIMITS = { length: 15_360, parsedColumns: 10 } as const;

/** Classes of the official tree that operators of the subset are made of. */
export const TRANSFORM_OPERATORS: Readonly<Record<string, string>> = {
  FilterOperator: "where",
  ExtendOperator: "extend",
  ProjectOperator: "project",
  ProjectAwayOperator: "project-away",
  ProjectRenameOperator: "project-rename",
  ParseOperator: "parse",
  PrintOperator: "print",
};

/** Everything else that a query of the subset may be made of. */
export const TRANSFORM_NODES = new Set(
  `Token TokenName SyntaxList SeparatedElement QueryBlock ExpressionStatement LetStatement PipeExpression NameReference
  NameDeclaration LiteralExpression CompoundStringLiteralExpression BinaryExpression PrefixUnaryExpression InExpression
  ParenthesizedExpression FunctionCallExpression ExpressionList SimpleNamedExpression PathExpression ElementExpression
  BracketedExpression BracketedName TypeOfLiteralExpression PrimitiveTypeExpression FunctionDeclaration FunctionParameters
  FunctionParameter FunctionBody NameAndTypeDeclaration DefaultValueDeclaration DataTableExpression RowSchema StarExpression
  NamedParameter SkippedTokens`
    .trim()
    .split(/\s+/),
);

/** String and membership operators; those that are not listed here, such as `in~` and `hasprefix`, are not documented. */
export const TRANSFORM_BINARY = new Set(
  `and or + - * / % < > <= >= == != =~ !~ <> contains !contains contains_cs !contains_cs has !has has_cs !has_cs startswith
  !startswith startswith_cs !startswith_cs endswith !endswith endswith_cs !endswith_cs matches~regex in !in`
    .trim()
    .split(/\s+/)
    .map((name) => name.replace("~regex", " regex")),
);

/** `iff`, `replace` and `replace_string` are not on the list, but in Microsoft's own samples of transformations. */
export const TRANSFORM_FUNCTIONS = new Set(
  `not iff replace replace_string
  binary_and binary_or binary_xor binary_not binary_shift_left binary_shift_right
  tobool todatetime todouble toreal toguid toint tolong tostring totimespan
  ago datetime_add datetime_diff datetime_part dayofmonth dayofweek dayofyear endofday endofmonth endofweek endofyear getmonth
  getyear hourofday make_datetime make_timespan now startofday startofmonth startofweek startofyear weekofyear
  array_concat array_length pack_array pack parse_json parse_xml zip
  abs bin floor ceiling exp exp10 exp2 isfinite isinf isnan log log10 log2 pow round sign
  case iif max_of min_of
  base64_encodestring base64_decodestring countof extract extract_all indexof isempty isnotempty split strcat strcat_delim
  strlen substring tolower toupper hash_sha256
  gettype isnotnull isnull columnifexists parse_cef_dictionary geo_location`
    .trim()
    .split(/\s+/),
);

/** Known to transformations alone, and so not to the official binder. */
export const TRANSFORM_ONLY_FUNCTIONS = new Set(["parse_cef_dictionary", "geo_location"]);

/** What a name that is refused is called there. */
export const TRANSFORM_SPELLINGS: Readonly<Record<string, string>> = {
  column_ifexists: "columnifexists",
  base64_encode_tostring: "base64_encodestring",
  base64_decode_tostring: "base64_decodestring",
  bag_pack: "pack",
  pack_dictionary: "pack",
  todynamic: "parse_json",
  parsejson: "parse_json",
  notnull: "isnotnull",
  notempty: "isnotempty",
  monthofyear: "getmonth",
  week_of_year: "weekofyear",
};
