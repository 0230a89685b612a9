import { decodeDynamic, printDynamic } from "../dynamic/codec.ts";
import { dynamicFromText } from "../dynamic/from-text.ts";
import { type Dynamic, isArray, isBag } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { codePoints } from "../regex/regex.ts";
import { findText, indexIn } from "../text/positions.ts";
import type { Scripted } from "./scripted.ts";
import { ofTexts } from "./text.ts";

const MAX_LENGTH = 67_108_864;

/** Functions of strings that have no equal in SQL. */
export const STRING_CALLS: readonly Scripted[] = [
  {
    name: "kqljs_indexof",
    parameters: ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT", "BIGINT"],
    returns: "BIGINT",
    call: (source, lookup, ...[start, length, occurrence]) =>
      indexOf(String(source), String(lookup), { start, length, occurrence }),
  },
  {
    name: "kqljs_strrep",
    parameters: ["VARCHAR", "BIGINT", "VARCHAR"],
    returns: "VARCHAR",
    call: (text, times, delimiter) => repeated(String(text), Number(times), String(delimiter)),
  },
  ofTexts("kqljs_regex_quote", 1, (text = "") => regexQuote(text)),
  ofTexts("kqljs_countof", 2, (text = "", lookup = "") => countOf(text, lookup), "BIGINT"),
  ofTexts("kqljs_translate", 3, (from = "", to = "", text = "") => translated(text, [...from], [...to])),
  ofTexts("kqljs_replace_strings", 3, (text = "", lookups = "", rewrites = "") =>
    replacedAll(text, textsOf(decodeDynamic(lookups)), textsOf(decodeDynamic(rewrites))),
  ),
  ofTexts("kqljs_extract_json", 2, (path = "", json = "") => extractJson(path, json)),
];

function indexOf(
  source: string,
  lookup: string,
  search: { start: unknown; length: unknown; occurrence: unknown },
): bigint | null {
  if (lookup === "") throw new KqlError("NotSupported", "Where an empty text stands is not proven");
  const [text, wanted] = [codePoints(source), codePoints(lookup)];
  const apart = indexIn(text, search, (part) => findText(part, wanted, wanted.length));
  const overlapping = indexIn(text, search, (part) => findText(part, wanted, 1));
  if (apart !== overlapping) throw new KqlError("NotSupported", "Whether occurrences may overlap is not proven");
  return apart;
}

// RE2 puts a backslash before all but letters, digits and underscores, other libraries before signs with a meaning only.
function regexQuote(text: string): string {
  if (/[\0-\x20!"%',/:;<=>@`\x7f]/.test(text))
    throw new KqlError("NotSupported", "How regex_quote() writes this is not proven");
  return text.replaceAll(/[#$&()*+\-.?[\\\]^{|}~]/g, "\\$&");
}

function countOf(text: string, lookup: string): bigint {
  if (lookup === "") throw new KqlError("NotSupported", "Counting an empty text is not proven");
  let count = 0n;
  for (let at = text.indexOf(lookup); at >= 0; at = text.indexOf(lookup, at + 1)) count++;
  return count;
}

// https://learn.microsoft.com/kusto/query/strrep-function
function repeated(text: string, times: number, delimiter: string): string {
  if (times < 0 || (text.length + delimiter.length) * times > MAX_LENGTH)
    throw new KqlError("NotSupported", `Repeating a text ${times} times is not supported`);
  return Array.from({ length: times }, () => text).join(delimiter);
}

// The last character of a shorter list stands for the rest; without any, they go (documented by its examples).
function translated(text: string, from: readonly string[], to: readonly string[]): string {
  if (new Set(from).size !== from.length) throw new KqlError("NotSupported", "A character that is listed twice");
  return [...text]
    .map((char) => {
      const at = from.indexOf(char);
      return at < 0 ? char : (to[Math.min(at, to.length - 1)] ?? "");
    })
    .join("");
}

function textsOf(value: Dynamic): string[] {
  if (!isArray(value)) return [printDynamic(value)];
  return value.map(printDynamic);
}

// Where one replacement's text would be found by the next, the order of the steps is not proven.
function replacedAll(text: string, lookups: readonly string[], rewrites: readonly string[]): string {
  if (rewrites.length !== 1 && rewrites.length !== lookups.length)
    throw new KqlError("NotSupported", "As many rewrites as lookups are needed");
  if (lookups.includes("")) throw new KqlError("NotSupported", "What replaces an empty text is not proven");
  const rewriteOf = (i: number) => rewrites[rewrites.length === 1 ? 0 : i] ?? "";
  const oneByOne = lookups.reduce((current, lookup, i) => current.replaceAll(lookup, () => rewriteOf(i)), text);
  const any = lookups.map((lookup) => lookup.replace(/[^\w\s]/g, "\\$&")).join("|");
  const atOnce =
    lookups.length === 0 ? text : text.replace(new RegExp(any, "g"), (found) => rewriteOf(lookups.indexOf(found)));
  if (oneByOne !== atOnce) throw new KqlError("NotSupported", "The order of these replacements is not proven");
  return oneByOne;
}

// A path of names and indexes: `$.a["b c"][0]`. Null where there is nothing.
function extractJson(path: string, json: string): string | null {
  const steps = path.match(/^\$|\.[A-Za-z_]\w*|\[(?:\d+|'[^']*'|"[^"]*")\]/g);
  if (steps === null || steps[0] !== "$" || steps.join("") !== path)
    throw new KqlError("NotSupported", `The JSON path ${path} is not supported`);
  let value: Dynamic | undefined = dynamicFromText(json);
  if (typeof value === "string" && !/^\s*"/.test(json)) return null;
  for (const step of steps.slice(1)) {
    const key = step.replace(/^\.|^\[['"]?|['"]?\]$/g, "");
    if (isBag(value ?? null)) value = (value as ReadonlyMap<string, Dynamic>).get(key);
    else if (isArray(value ?? null) && /^\[\d/.test(step)) value = (value as readonly Dynamic[])[Number(key)];
    else return null;
  }
  return value === undefined || value === null ? null : printDynamic(value);
}
