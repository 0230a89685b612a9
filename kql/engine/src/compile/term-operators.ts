import { isArray } from "../dynamic/value.ts";
import { text } from "../functions/conversion.ts";
import { foldOf } from "../text/folding.ts";
import { escaped, type TermEnds, termPattern } from "../text/terms.ts";
import { boolFromTruth, type Expr, sqlString } from "./expr.ts";
import { foldingOf } from "./folding.ts";

interface TermTest {
  readonly ends: TermEnds;
  /** Without regard to case. */
  readonly folded: boolean;
  /** All of the terms, or any of them. */
  readonly all: boolean;
}

/** Looking for these one by one is faster than by one pattern. */
const FEW = 8;
/** Characters of one pattern. */
const BATCH = 20_000;

/** SQL that looks for constant terms. */
export function hasTerms(source: Expr, terms: readonly string[], test: TermTest): string {
  const wanted = [...new Set(test.folded ? terms.map(foldOf) : terms)];
  const value = !test.folded ? source.sql : `${foldingOf(wanted)}(${source.sql})`;
  if (!test.all && wanted.includes("")) return "true";
  // One pattern for all terms reads the text once, and knows that one of them is there where another is uncertain.
  if (!test.all && wanted.length > 1 && termPattern(wanted, test.ends) !== undefined)
    return `(${inBatches(wanted)
      .map((terms) => hasOne(value, terms, test.ends))
      .join(" OR ")})`;
  const tests = wanted.filter((term) => term !== "").map((term) => hasOne(value, [term], test.ends));
  if (tests.length === 0) return test.all ? "true" : "false";
  return `(${tests.join(test.all ? " AND " : " OR ")})`;
}

/** RE2 takes no pattern of any length. */
function inBatches(terms: readonly string[]): string[][] {
  const batches: string[][] = [];
  let room = 0;
  for (const term of terms) {
    room -= escaped(term).length + 1;
    if (room < 0) {
      batches.push([]);
      room = BATCH;
    }
    batches.at(-1)?.push(term);
  }
  return batches;
}

function hasOne(value: string, terms: readonly string[], ends: TermEnds): string {
  const pattern = termPattern(terms, ends);
  const first = sqlString(terms[0] ?? "");
  // Most texts have none of the terms, with borders or without.
  const hit =
    terms.length <= FEW
      ? `(${terms.map((term) => `contains(${value}, ${sqlString(term)})`).join(" OR ")})`
      : `regexp_matches(${value}, ${sqlString(terms.map(escaped).join("|"))})`;
  if (pattern === undefined) return `CASE WHEN ${hit} THEN kqljs_has(${value}, ${first}, '${ends}') ELSE false END`;
  return `kql_terms(${value}, ${hit}, ${sqlString(pattern)}, ${sqlString(JSON.stringify(terms))}, '${ends}')`;
}

/** `has_any` and `has_all`: constants, computed strings, or dynamic arrays of them. */
export function hasList(left: Expr, items: readonly Expr[], all: boolean, fail: (message: string) => Error): Expr {
  if (left.type !== "string" && left.type !== "dynamic") throw fail(`has of ${left.type} is not supported`);
  const source = text(left, { refuse: fail });
  const constants = items.map(constantTexts);
  const test = { ends: "both", folded: true, all } as const;
  if (constants.every((terms) => terms !== undefined))
    return boolFromTruth(hasTerms(source, constants.flat(), test), true);
  const tests = items.map((item) => {
    if (item.type !== "string" && item.type !== "dynamic") throw fail(`has of ${item.type} is not supported`);
    const list = item.type === "string" ? `CAST(to_json([${item.sql}]) AS VARCHAR)` : `coalesce(${item.sql}, '[]')`;
    return `kqljs_has_list(${source.sql}, ${list}, ${all})`;
  });
  return boolFromTruth(`(${tests.join(all ? " AND " : " OR ")})`, true);
}

/** The texts of a constant string or a constant array of strings. */
function constantTexts(item: Expr): readonly string[] | undefined {
  if (item.type === "string") return typeof item.literal === "string" ? [item.literal] : undefined;
  const list = item.type === "dynamic" ? item.constant : undefined;
  if (list === undefined || !isArray(list)) return undefined;
  return list.every((part) => typeof part === "string") ? list : undefined;
}
