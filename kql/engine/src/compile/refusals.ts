/** Why what the binder takes is not answered, by the official name of its syntax. */
const SYNTAX: Readonly<Record<string, string>> = {
  ExternalDataExpression: "externaldata is not supported: it reads from the network",
  InlineExternalTableExpression: "inline_external_table is not supported: it reads from the network",
  ReduceByOperator: "reduce is not supported: how it makes patterns is not documented",
  ForkOperator: "fork is not supported: a query has one result",
  FacetOperator: "facet is not supported: a query has one result",
  ConsumeOperator: "consume is not supported: it has no result",
  ExecuteAndCacheOperator: "execute-and-cache is not supported",
  PatternStatement: "A pattern is not supported",
  SimpleNamedExpression: "A named argument is not supported here",
};

/** Functions that are known, and not answered. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  hash_many: "hash_many() is not supported: how it combines hashes is not documented",
  hash_combine: "hash_combine() is not supported: how it combines hashes is not documented",
  current_principal: "current_principal() is not supported: who asks is not known here",
  current_principal_details: "current_principal_details() is not supported: who asks is not known here",
  current_principal_is_member_of: "current_principal_is_member_of() is not supported: who asks is not known here",
  current_cluster_endpoint: "current_cluster_endpoint() is not supported: there is no cluster here",
  current_database: "current_database() is not supported: the database has no name here",
  extent_id: "extent_id() is not supported: rows lie in no extents here",
  extent_tags: "extent_tags() is not supported: rows lie in no extents here",
  datetime_list_timezones: "datetime_list_timezones() is not supported: which zones Kusto lists is not documented",
  zlib_compress_to_base64_string:
    "zlib_compress_to_base64_string() is not supported: its bytes are those of one compressor",
  gzip_compress_to_base64_string:
    "gzip_compress_to_base64_string() is not supported: its bytes are those of one compressor",
};

const HEURISTIC = "its heuristic is not documented";
const WINDOWS = "which rows its windows hold is not documented";
const OUTSIDE = "it asks what is outside of the workspace";

/** Plugins that are known, and not answered. */
const PLUGINS: Readonly<Record<string, string>> = {
  autocluster: HEURISTIC,
  basket: HEURISTIC,
  diffpatterns: HEURISTIC,
  estimate_rows_count: HEURISTIC,
  active_users_count: WINDOWS,
  activity_engagement: WINDOWS,
  activity_metrics: WINDOWS,
  new_activity_metrics: WINDOWS,
  session_count: WINDOWS,
  funnel_sequence: WINDOWS,
  funnel_sequence_completion: WINDOWS,
  sequence_detect: WINDOWS,
  python: "it runs a program",
  r: "it runs a program",
  csharp: "it runs a program",
  cosmosdb_sql_request: OUTSIDE,
  sql_request: OUTSIDE,
  mysql_request: OUTSIDE,
  postgresql_request: OUTSIDE,
  http_request: OUTSIDE,
  http_request_post: OUTSIDE,
  azure_digital_twins_query_request: OUTSIDE,
  ai_embeddings: OUTSIDE,
  ai_chat_completion: OUTSIDE,
  ai_chat_completion_prompt: OUTSIDE,
};

export function whyNotPlugin(name: string): string {
  const why = Object.hasOwn(PLUGINS, name) ? `: ${PLUGINS[name]}` : "";
  return `The plugin ${name} is not supported${why}`;
}

/** What to say of syntax that has no compiler. */
export function whyNot(kind: string): string {
  return SYNTAX[kind] ?? `${kind} is not supported`;
}

export function whyNotFunction(name: string): string {
  return Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? name) : `The function ${name}() is not supported`;
}
