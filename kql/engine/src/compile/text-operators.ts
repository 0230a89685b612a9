import { text } from "../functions/conversion.ts";
import { foldOf } from "../text/folding.ts";
import type { TermEnds } from "../text/terms.ts";
import { boolFromTruth, type Expr, sqlString } from "./expr.ts";
import { foldingOf } from "./folding.ts";
import { regexTest } from "./regex.ts";
import { hasTerms } from "./term-operators.ts";

type Fail = (message: string) => Error;
export type TextOperator = (left: Expr, right: Expr, fail: Fail) => Expr;

const POSITIVE: Readonly<Record<string, TextOperator>> = {
  EqualTilde: test((a, b) => `(${a} = ${b})`, true),
  Contains: test((a, b) => `contains(${a}, ${b})`, true),
  ContainsCs: test((a, b) => `contains(${a}, ${b})`, false),
  StartsWith: test((a, b) => `starts_with(${a}, ${b})`, true),
  StartsWithCs: test((a, b) => `starts_with(${a}, ${b})`, false),
  EndsWith: test((a, b) => `ends_with(${a}, ${b})`, true),
  EndsWithCs: test((a, b) => `ends_with(${a}, ${b})`, false),
  Has: has("both", true),
  HasCs: has("both", false),
  HasPrefix: has("start", true),
  HasPrefixCs: has("start", false),
  HasSuffix: has("end", true),
  HasSuffixCs: has("end", false),
  MatchRegex: (left, right, fail) => {
    const [source, pattern] = texts(left, right, fail);
    return exactly(regexTest(source, pattern, fail));
  },
};

/** Operators on strings by their official names; each negation is the plain negation, for strings are never null. */
export const TEXT_OPERATORS: Readonly<Record<string, TextOperator>> = {
  ...POSITIVE,
  ...Object.fromEntries(
    Object.entries(POSITIVE).map(([name, operator]) => [
      name === "EqualTilde" ? "BangTilde" : `Not${name}`,
      (left: Expr, right: Expr, fail: Fail) => exactly(`(NOT ${operator(left, right, fail).sql})`),
    ]),
  ),
};

function test(build: (a: string, b: string) => string, folded: boolean): TextOperator {
  return (left, right, fail) => {
    const [a, b] = texts(left, right, fail);
    return exactly(folded ? build(...folds(a, b)) : build(a.sql, b.sql));
  };
}

function has(ends: TermEnds, folded: boolean): TextOperator {
  return (left, right, fail) => {
    const [source, term] = texts(left, right, fail);
    if (typeof term.literal === "string")
      return exactly(hasTerms(source, [term.literal], { ends, folded, all: false }));
    const [a, b] = folded ? folds(source, term) : [source.sql, term.sql];
    return exactly(`CASE WHEN contains(${a}, ${b}) THEN kqljs_has(${a}, ${b}, '${ends}') ELSE false END`);
  };
}

/** Both sides without their case; a constant is folded here. */
function folds(left: Expr, right: Expr): [string, string] {
  const constants = [left, right].map(({ literal }) => literal).filter((literal) => typeof literal === "string");
  const folding = constants.length === 0 ? "kql_fold" : foldingOf(constants);
  const fold = ({ literal, sql }: Expr) =>
    typeof literal === "string" ? sqlString(foldOf(literal)) : `${folding}(${sql})`;
  return [fold(left), fold(right)];
}

/** Both sides as text: a dynamic counts as its tostring(). */
function texts(left: Expr, right: Expr, fail: Fail): [Expr, Expr] {
  const [a, b] = [left, right].map((side) => {
    if (side.type === "string") return side;
    if (side.type === "dynamic") return text(side, { refuse: fail });
    throw fail(`A text operator on ${left.type} and ${right.type} is not supported`);
  });
  if (a === undefined || b === undefined) throw fail("A text operator has two sides");
  return [a, b];
}

function exactly(sql: string): Expr {
  return boolFromTruth(sql, true);
}
