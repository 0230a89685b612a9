import { type Expr, expr } from "../compile/expr.ts";
import { byRegex, constantRegex } from "../compile/regex.ts";
import type { Regex } from "../regex/regex.ts";
import { CONVERSIONS } from "./conversion.ts";
import { argOf, arity, type Call, type FunctionTable, type ScalarFunction } from "./function.ts";
import { numberArg, textArg } from "./plain-call.ts";

/** RE2 in SQL hands out groups up to this one. */
const MAX_NATIVE_GROUP = 9;

export const REGEX_FUNCTIONS: FunctionTable = {
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  replace_regex: replaceRegex,
  replace: replaceRegex,
  trim: trim("both"),
  trim_start: trim("start"),
  trim_end: trim("end"),
  countof: countOf,
  indexof_regex: indexOfRegex,
  extract_json: extractJson,
  extractjson: extractJson,
};

/** The text as a value of the type that a last argument `typeof(...)` names. */
function typed(call: Call, value: string, typeIndex: number): Expr {
  const source = expr("string", value);
  if (call.nodes.length <= typeIndex) return source;
  const convert = CONVERSIONS[`to${call.type}`];
  if (call.type === "string") return source;
  if (convert === undefined) throw call.refuse(`the type ${call.type} is not supported`);
  return convert({ ...call, args: [source], nodes: call.nodes.slice(typeIndex - 1, typeIndex) });
}

function extract(call: Call): Expr {
  arity(call, 3, 4);
  const [pattern, source] = [textArg(call, 0), textArg(call, 2)];
  const regex = constantRegex(pattern, call.refuse);
  const number = numberArg(call, 1);
  const scripted = `kqljs_regex_extract(${source.sql}, ${pattern.sql}, ${number.sql})`;
  if (regex === undefined || typeof number.literal !== "bigint") return typed(call, scripted, 3);
  const group = Number(number.literal);
  if (group < 0 || group > regex.groups) throw call.refuse(`the pattern has no group ${group}`);
  if (group > MAX_NATIVE_GROUP) return typed(call, scripted, 3);
  const native = (sql: string) => `regexp_extract(${source.sql}, ${sql}, ${group})`;
  return typed(call, byRegex(source.sql, regex, native, scripted), 3);
}

// https://learn.microsoft.com/kusto/query/extract-all-function: all groups, or those that are named, of each match.
function extractAll(call: Call): Expr {
  arity(call, 2, 3);
  const chosen = call.args.length === 3 ? argOf(call, 1, "dynamic").sql : "''";
  const [pattern, source] = [textArg(call, 0), textArg(call, call.args.length - 1)];
  const regex = constantRegex(pattern, call.refuse);
  if (regex !== undefined && (regex.groups < 1 || regex.groups > 16))
    throw call.refuse("the pattern must have one to 16 groups");
  const scripted = `kqljs_regex_extract_all(${source.sql}, ${pattern.sql}, ${chosen})`;
  if (regex === undefined || regex.matchesEmpty || regex.groups > 1 || chosen !== "''")
    return expr("dynamic", scripted);
  const native = (sql: string) => `kql_some_texts(regexp_extract_all(${source.sql}, ${sql}, 1))`;
  return expr("dynamic", byRegex(source.sql, regex, native, scripted));
}

function replaceRegex(call: Call): Expr {
  arity(call, 3);
  const { source, pattern, rewrite } =
    call.node.child("Name")?.text === "replace" ? replaceOrder(call) : newOrder(call);
  const regex = constantRegex(pattern, call.refuse);
  const scripted = `kqljs_regex_replace(${source.sql}, ${pattern.sql}, ${rewrite.sql})`;
  if (typeof rewrite.literal === "string" && !/^(?:[^\\]|\\[\d\\])*$/s.test(rewrite.literal))
    throw call.refuse("a backslash in the rewrite stands before a group's number only");
  if (regex === undefined || typeof rewrite.literal !== "string") return expr("string", scripted);
  for (const [, group] of rewrite.literal.replaceAll("\\\\", "").matchAll(/\\(\d)/g))
    if (Number(group) > regex.groups) throw call.refuse(`the pattern has no group ${group}`);
  const native = (sql: string) => `regexp_replace(${source.sql}, ${sql}, ${rewrite.sql}, 'g')`;
  return expr("string", byRegex(source.sql, regex, native, scripted));
}

interface Replacement {
  readonly source: Expr;
  readonly pattern: Expr;
  readonly rewrite: Expr;
}

function newOrder(call: Call): Replacement {
  return { source: textArg(call, 0), pattern: textArg(call, 1), rewrite: textArg(call, 2) };
}

// The older replace() takes the text last.
function replaceOrder(call: Call): Replacement {
  return { source: textArg(call, 2), pattern: textArg(call, 0), rewrite: textArg(call, 1) };
}

// One match at each end goes (measured).
function trim(ends: "both" | "start" | "end"): ScalarFunction {
  return (call) => {
    arity(call, 2);
    const [pattern, source] = [textArg(call, 0), textArg(call, 1)];
    const regex = constantRegex(pattern, call.refuse);
    const scripted = `kqljs_regex_trim(${source.sql}, ${pattern.sql}, '${ends}')`;
    if (regex === undefined) return expr("string", scripted);
    return expr(
      "string",
      byRegex(source.sql, regex, (sql) => trimSql(source.sql, sql, ends), scripted),
    );
  };
}

function trimSql(source: string, pattern: string, ends: string): string {
  const start = ends === "end" ? source : `regexp_replace(${source}, concat('\\A(?:', ${pattern}, ')'), '')`;
  return ends === "start" ? start : `regexp_replace(${start}, concat('(?:', ${pattern}, ')\\z'), '')`;
}

// https://learn.microsoft.com/kusto/query/countof-function: texts may overlap, matches do not.
function countOf(call: Call): Expr {
  arity(call, 2, 3);
  const [source, search] = [textArg(call, 0), textArg(call, 1)];
  const kind = call.args.length === 3 ? argOf(call, 2, "string").literal : "normal";
  if (kind === "regex") return countMatches(source, search, constantRegex(search, call.refuse));
  if (kind !== "normal") throw call.refuse("the kind must be the constant normal or regex");
  if (search.literal === "") throw call.refuse("counting an empty text is not proven");
  if (typeof search.literal === "string" && !overlapsItself(search.literal)) {
    const size = Buffer.byteLength(search.literal);
    return expr(
      "long",
      `((strlen(${source.sql}) - strlen(replace(${source.sql}, ${search.sql}, ''))) // ${size})`,
      false,
    );
  }
  return expr("long", `kqljs_countof(${source.sql}, ${search.sql})`, false);
}

function countMatches(source: Expr, search: Expr, regex: Regex | undefined): Expr {
  const scripted = `kqljs_regex_count(${source.sql}, ${search.sql})`;
  if (regex === undefined || regex.matchesEmpty) return expr("long", scripted, false);
  const native = (sql: string) => `CAST(len(regexp_extract_all(${source.sql}, ${sql})) AS BIGINT)`;
  return expr("long", byRegex(source.sql, regex, native, scripted), false);
}

function overlapsItself(text: string): boolean {
  return Array.from({ length: text.length - 1 }, (_, i) => i + 1).some((n) => text.endsWith(text.slice(0, n)));
}

function indexOfRegex(call: Call): Expr {
  arity(call, 2, 5);
  constantRegex(textArg(call, 1), call.refuse);
  const rest = [2, 3, 4].map((i) => (i < call.args.length ? numberArg(call, i).sql : ["0", "-1", "1"][i - 2]));
  return expr("long", `kqljs_regex_indexof(${textArg(call, 0).sql}, ${textArg(call, 1).sql}, ${rest.join(", ")})`);
}

// https://learn.microsoft.com/kusto/query/extract-json-function
function extractJson(call: Call): Expr {
  arity(call, 2, 3);
  return typed(call, `coalesce(kqljs_extract_json(${textArg(call, 0).sql}, ${textArg(call, 1).sql}), '')`, 2);
}
