import { type Expr, sqlString } from "./expr.ts";

// Kusto's `\d` is Unicode's (measured on fullwidth digits), DuckDB's is ASCII's; the other classes differ alike.
// So: a pattern of parts that mean the same in both dialects, and where it uses a class, ASCII text only, and
// without the vertical tab, which is white space to one of them.
const SAFE_ESCAPE = /\\([dDwWsSbBnrt.\\/\-[\](){}^$*+?|"'@:,=&#%!~<> ])/g;
const CLASS = /\\[dDwWsSbB]|\(\?i\)|\[\^|\./;

/** SQL that tests `left` against a constant pattern. */
export function regexTest(left: Expr, right: Expr, fail: (message: string) => Error): string {
  const pattern = right.literal;
  if (typeof pattern !== "string") throw fail("matches regex needs a constant pattern");
  const rest = pattern.replace(SAFE_ESCAPE, "");
  if (rest.includes("\\") || /[^\x20-\x7e]/.test(rest))
    throw fail(`This regular expression is not proven to mean the same here: ${pattern}`);
  if (/\(\?(?!:)/.test(rest.replace(/^\(\?i\)/, "")) || /\[[^\]]*\[|&&|~~|--|[*+?}][*+{]/.test(rest))
    throw fail(`This regular expression is not proven to mean the same here: ${pattern}`);
  const test = `regexp_matches(${left.sql}, ${sqlString(pattern)})`;
  return CLASS.test(pattern)
    ? `CASE WHEN kql_ascii(${left.sql}) AND NOT contains(${left.sql}, chr(11)) THEN ${test} ELSE error('kql:NotSupported:A regular expression with classes on text beyond ASCII') END`
    : test;
}
