import { type Expr, expr, sqlString } from "../compile/expr.ts";
import { text } from "./conversion.ts";
import { listSql } from "./dynamic.ts";
import { arg, argOf, arity, type Call, type FunctionTable, type ScalarFunction } from "./function.ts";
import { constantNumber, plainCall, textArg } from "./plain-call.ts";

function texts(sql: string, returns: "string" | "dynamic" | "decimal", nullable = false): ScalarFunction {
  return plainCall({ sql, parameters: ["text"], returns, nullable });
}

const CODES = texts("kqljs_code_points", "dynamic");
const DECODED = texts("kqljs_base64_text", "string");
const ENCODED = texts("kqljs_base64_encode", "string");
const PARSED_URL = texts("kqljs_parse_url", "dynamic");
const PARSED_QUERY = texts("kqljs_parse_urlquery", "dynamic");

export const ENCODING_FUNCTIONS: FunctionTable = {
  url_encode: (call) => urlEncode(call, "+"),
  url_encode_component: (call) => urlEncode(call, "%20"),
  url_decode: texts("kqljs_url_decode", "string"),
  base64_encode_tostring: ENCODED,
  base64_encodestring: ENCODED,
  base64_encode_fromarray: plainCall({
    sql: "kqljs_base64_encode_array",
    parameters: ["dynamic"],
    returns: "string",
    nullable: true,
  }),
  base64_decode_tostring: DECODED,
  base64_decodestring: DECODED,
  base64_decode_toarray: texts("kqljs_base64_array", "dynamic", true),
  gzip_decompress_from_base64_string: (call) => inflate(call, "gzip"),
  zlib_decompress_from_base64_string: (call) => inflate(call, "zlib"),
  unicode_codepoints_from_string: CODES,
  to_utf8: CODES,
  unicode_codepoints_to_string: textOfCodes,
  make_string: textOfCodes,
  base64_encode_fromguid: (call) => {
    arity(call, 1);
    return expr("string", `coalesce(kqljs_base64_guid(${argOf(call, 0, "guid").sql}), '')`);
  },
  base64_decode_toguid: (call) => {
    throw call.refuse("the documented example has another order of bytes than that of base64_encode_fromguid()");
  },
  punycode_from_string: texts("kqljs_to_punycode", "string"),
  punycode_to_string: texts("kqljs_from_punycode", "string"),
  punycode_domain_from_string: texts("kqljs_domain_from_punycode", "string"),
  punycode_domain_to_string: texts("kqljs_domain_to_punycode", "string"),
  // Answers come from a database that is not here: the query ends at the first row that asks.
  geo_info_from_ip_address: (call) => unknown(call, "Where an address lies is not known here"),
  parse_user_agent: (call) => unknown(call, "What a user agent is is not known here"),
  isascii: (call) => {
    arity(call, 1);
    return expr("bool", `kql_ascii(${textArg(call, 0).sql})`, false);
  },
  isutf8: (call) => {
    arity(call, 1);
    return expr("bool", `(${textArg(call, 0).sql} IS NOT NULL)`, false);
  },
  parse_url: PARSED_URL,
  parseurl: PARSED_URL,
  parse_urlquery: PARSED_QUERY,
  parseurlquery: PARSED_QUERY,
  parse_path: texts("kqljs_parse_path", "dynamic"),
  parse_version: texts("kqljs_parse_version", "decimal", true),
  hash: xxHash,
  hash_xxhash64: xxHash,
  hash_md5: (call) => digest(call, "md5"),
  hash_sha1: (call) => digest(call, "kqljs_sha1"),
  hash_sha256: (call) => digest(call, "sha256"),
};

function unknown(call: Call, reason: string): Expr {
  return expr("dynamic", `kqljs_unknown(concat(${sqlString(`${reason}: `)}, ${textArg(call, 0).sql}))`);
}

function urlEncode(call: Call, blank: string): Expr {
  arity(call, 1);
  return expr("string", `kqljs_url_encode(${textArg(call, 0).sql}, '${blank}')`);
}

function inflate(call: Call, kind: string): Expr {
  arity(call, 1);
  return expr("string", `kqljs_inflate(${textArg(call, 0).sql}, '${kind}')`);
}

function textOfCodes(call: Call): Expr {
  arity(call, 1, 64);
  return expr(
    "string",
    `kqljs_text_of_codes(${listSql(call.args.map((_, i) => argOf(call, i, "int", "long", "dynamic")))})`,
  );
}

// Of a string its bytes, of a datetime its ticks: the examples of https://learn.microsoft.com/kusto/query/hash-function
// say so, and nothing of other types.
function xxHash(call: Call): Expr {
  arity(call, 1, 2);
  const value = arg(call, 0);
  if (value.type !== "string" && value.type !== "datetime")
    throw call.refuse(`the hash of ${value.type} is not documented`);
  const hash = value.type === "string" ? `kqljs_hash(${value.sql})` : `kqljs_hash_ticks(${value.sql})`;
  if (call.args.length === 1) return expr("long", hash, value.nullable);
  const mod = constantNumber(call, 1);
  if (mod < 1) throw call.refuse("the modulus must be positive");
  return expr("long", `kql_hash_modulo(${hash}, ${mod})`, value.nullable);
}

// A datetime is hashed as its text (its example says so).
function digest(call: Call, sql: string): Expr {
  arity(call, 1);
  const value = arg(call, 0);
  if (!["string", "datetime", "int", "long", "guid"].includes(value.type))
    throw call.refuse(`the hash of ${value.type} is not documented`);
  const given = text({ ...value, nullable: false }, call).sql;
  if (!value.nullable || value.type === "string") return expr("string", `${sql}(${given})`);
  return expr("string", `${sql}(coalesce(${given}, error('kql:NotSupported:The hash of null is not documented')))`);
}
