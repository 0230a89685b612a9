import { boolFromTruth, type Expr, sqlString } from "./expr.ts";
import { regexTest } from "./regex.ts";

export type TextOperator = (left: Expr, right: Expr, fail: (message: string) => Error) => Expr;

const lower = (value: Expr): string =>
  typeof value.literal === "string" && /^[\x20-\x7e]*$/.test(value.literal)
    ? sqlString(value.literal.toLowerCase())
    : `kql_lower(${value.sql})`;
const plain = (value: Expr): string => value.sql;

/** Operators on strings by their official names; each negation is the plain negation, for strings are never null. */
export const TEXT_OPERATORS: Readonly<Record<string, TextOperator>> = {
  EqualTilde: test((a, b) => `(${a} = ${b})`, lower),
  Contains: test((a, b) => `contains(${a}, ${b})`, lower),
  ContainsCs: test((a, b) => `contains(${a}, ${b})`, plain),
  StartsWith: test((a, b) => `starts_with(${a}, ${b})`, lower),
  StartsWithCs: test((a, b) => `starts_with(${a}, ${b})`, plain),
  EndsWith: test((a, b) => `ends_with(${a}, ${b})`, lower),
  EndsWithCs: test((a, b) => `ends_with(${a}, ${b})`, plain),
  Has: has(lower, "kql_has"),
  HasCs: has(plain, "kql_has"),
  HasPrefix: has(lower, "kql_hasprefix"),
  HasPrefixCs: has(plain, "kql_hasprefix"),
  MatchRegex: (left, right, fail) => {
    strings(left, right, fail);
    return exactly(regexTest(left, right, fail));
  },
  ...negations(),
};

function negations(): Record<string, TextOperator> {
  const all: Record<string, TextOperator> = {};
  const names = [
    "Contains",
    "ContainsCs",
    "StartsWith",
    "StartsWithCs",
    "EndsWith",
    "EndsWithCs",
    "Has",
    "HasCs",
    "HasPrefix",
    "HasPrefixCs",
  ];
  for (const [negative, positive] of [["BangTilde", "EqualTilde"], ...names.map((name) => [`Not${name}`, name])] as [
    string,
    string,
  ][])
    all[negative] = (left, right, fail) => {
      const found = TEXT_OPERATORS[positive]?.(left, right, fail);
      if (found === undefined) throw fail(`${negative} is not supported`);
      return exactly(`(NOT ${found.sql})`);
    };
  return all;
}

function test(build: (a: string, b: string) => string, fold: (value: Expr) => string): TextOperator {
  return (left, right, fail) => {
    strings(left, right, fail);
    return exactly(build(fold(left), fold(right)));
  };
}

// A term is a run of letters and digits. Kusto's border rule is proven for ASCII only, so the macro raises an error
// where a non-ASCII character touches the term.
function has(fold: (value: Expr) => string, macro: string): TextOperator {
  return (left, right, fail) => {
    strings(left, right, fail);
    const term = right.literal;
    if (typeof term !== "string" || !/^[A-Za-z0-9]*$/.test(term))
      throw fail("has needs one constant term of ASCII letters and digits");
    if (term === "") return exactly("true");
    return exactly(`${macro}(${fold(left)}, ${fold(right)})`);
  };
}

function strings(left: Expr, right: Expr, fail: (message: string) => Error): void {
  if (left.type !== "string" || right.type !== "string")
    throw fail(`A text operator on ${left.type} and ${right.type} is not supported`);
}

function exactly(sql: string): Expr {
  return boolFromTruth(sql, true);
}
