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
  zlib_compress_to_base64_string:
    "zlib_compress_to_base64_string() is not supported: its bytes are those of one compressor",
  gzip_compress_to_base64_string:
    "gzip_compress_to_base64_string() is not supported: its bytes are those of one compressor",
};

/** What to say of syntax that has no compiler. */
export function whyNot(kind: string): string {
  return SYNTAX[kind] ?? `${kind} is not supported`;
}

export function whyNotFunction(name: string): string {
  return Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? name) : `The function ${name}() is not supported`;
}
