import { expr } from "../compile/expr.ts";
import { arity, type Call, type FunctionTable } from "./function.ts";
import { numberArg, plainCall, textArg } from "./plain-call.ts";

/** strcat() takes up to 64 arguments: https://learn.microsoft.com/kusto/query/strcat-function */
const STRCAT_MAX = 64;

export const STRINGS: FunctionTable = {
  strcat: (call) => {
    arity(call, 1, STRCAT_MAX);
    return expr("string", `concat(${texts(call, 0)})`);
  },
  strcat_delim: (call) => {
    arity(call, 2, STRCAT_MAX);
    const delimiter = textArg(call, 0).sql;
    return expr("string", `concat_ws(${delimiter}, ${texts(call, 1)})`);
  },
  // Code points, not UTF-16 units: measured, strlen of an emoji is 1.
  strlen: plainCall({ sql: "length", parameters: ["text"], returns: "long" }),
  string_size: plainCall({ sql: "strlen", parameters: ["text"], returns: "long" }),
  tolower: plainCall({ sql: "kql_lower", parameters: ["text"], returns: "string" }),
  toupper: plainCall({ sql: "kql_upper", parameters: ["text"], returns: "string" }),
  reverse: plainCall({ sql: "kql_reverse", parameters: ["text"], returns: "string" }),
  strcmp: plainCall({ sql: "kql_strcmp", parameters: ["text", "text"], returns: "long" }),
  strrep: plainCall({
    sql: "kqljs_strrep",
    parameters: ["text", "number", "text"],
    returns: "string",
    defaults: ["''"],
  }),
  regex_quote: plainCall({ sql: "kqljs_regex_quote", parameters: ["text"], returns: "string" }),
  translate: plainCall({ sql: "kqljs_translate", parameters: ["text", "text", "text"], returns: "string" }),
  has_any_index: plainCall({
    sql: "kqljs_has_any_index",
    parameters: ["text", "dynamic"],
    returns: "long",
    nullable: true,
  }),
  replace_string: replaceString,
  replace_strings: replaceStrings,
  split,
  indexof: indexOf,
  substring,
};

function texts(call: Call, from: number): string {
  return call.args
    .slice(from)
    .map((_, i) => textArg(call, from + i).sql)
    .join(", ");
}

function replaceString(call: Call): ReturnType<typeof expr> {
  arity(call, 3);
  const lookup = textArg(call, 1);
  if (lookup.literal === "") throw call.refuse("what replaces an empty text is not proven");
  return expr("string", `replace(${textArg(call, 0).sql}, ${lookup.sql}, ${textArg(call, 2).sql})`);
}

// The rewrites may be one text for all of the lookups.
function replaceStrings(call: Call): ReturnType<typeof expr> {
  arity(call, 3);
  const [lookups, rewrites] = [call.args[1], call.args[2]];
  if (lookups?.type !== "dynamic") throw call.refuse("the lookups must be an array");
  const list = rewrites?.type === "dynamic" ? rewrites.sql : `CAST(to_json(${textArg(call, 2).sql}) AS VARCHAR)`;
  return expr("string", `coalesce(kqljs_replace_strings(${textArg(call, 0).sql}, ${lookups.sql}, ${list}), '')`);
}

function split(call: Call): ReturnType<typeof expr> {
  arity(call, 2, 3);
  const delimiter = textArg(call, 1);
  if (delimiter.literal === "") throw call.refuse("splitting at an empty text is not proven");
  const parts = `kql_split(${textArg(call, 0).sql}, ${delimiter.sql})`;
  if (call.args.length === 2) return expr("dynamic", `kql_texts(${parts})`, false);
  return expr("dynamic", `kql_nth_text(${parts}, ${numberArg(call, 2).sql})`);
}

// https://learn.microsoft.com/kusto/query/indexof-function
function indexOf(call: Call): ReturnType<typeof expr> {
  arity(call, 2, 5);
  const [source, lookup] = [textArg(call, 0), textArg(call, 1)];
  if (call.args.length === 2 && typeof lookup.literal === "string" && lookup.literal !== "")
    return expr("long", `(strpos(${source.sql}, ${lookup.sql}) - 1)`, false);
  const rest = [2, 3, 4].map((i) => (i < call.args.length ? numberArg(call, i).sql : ["0", "-1", "1"][i - 2]));
  return expr("long", `kqljs_indexof(${source.sql}, ${lookup.sql}, ${rest.join(", ")})`);
}

function substring(call: Call): ReturnType<typeof expr> {
  arity(call, 2, 3);
  const source = textArg(call, 0).sql;
  const start = numberArg(call, 1);
  const count = call.args.length === 3 ? numberArg(call, 2) : undefined;
  const limit = 4_000_000_000n;
  const small = (value: unknown) => typeof value === "bigint" && value >= 0n && value <= limit;
  if (small(start.literal) && (count === undefined || small(count.literal)))
    return expr(
      "string",
      `substring(${source}, ${BigInt(start.literal as bigint) + 1n}${count === undefined ? "" : `, ${count.literal}`})`,
    );
  return expr("string", `kql_substring(${source}, ${start.sql}, ${count?.sql ?? limit})`);
}
