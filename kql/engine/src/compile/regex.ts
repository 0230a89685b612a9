import { RegexError } from "../regex/nodes.ts";
import { compileRegex, type Regex } from "../regex/regex.ts";
import { type Expr, sqlString } from "./expr.ts";

type Fail = (message: string) => Error;

/** A constant pattern, compiled; undefined when it is computed. */
export function constantRegex(pattern: Expr, fail: Fail): Regex | undefined {
  if (typeof pattern.literal !== "string") return undefined;
  try {
    const regex = compileRegex(pattern.literal);
    regex.program();
    return regex;
  } catch (error) {
    if (error instanceof RegexError)
      throw fail(
        error.invalid
          ? `Not a regular expression: ${error.message}`
          : `A regular expression with ${error.message} is not supported`,
      );
    throw error;
  }
}

/**
 * SQL of something that RE2 does with a pattern, where the pattern means more on text beyond ASCII than RE2's classes
 * say: there with wider classes, or by `scripted`, for RE2's word borders are ASCII's.
 */
export function byRegex(source: string, regex: Regex, native: (pattern: string) => string, scripted: string): string {
  const plain = native(sqlString(regex.ascii));
  if (regex.hasWordBorder) return `CASE WHEN kql_ascii(${source}) THEN ${plain} ELSE ${scripted} END`;
  if (regex.unicode === regex.ascii) return plain;
  return `CASE WHEN kql_ascii(${source}) THEN ${plain} ELSE ${native(sqlString(regex.unicode))} END`;
}

/** SQL that tests `left` against a pattern. */
export function regexTest(left: Expr, right: Expr, fail: Fail): string {
  const regex = constantRegex(right, fail);
  const scripted = `kqljs_regex_test(${left.sql}, ${right.sql})`;
  if (regex === undefined) return scripted;
  return byRegex(left.sql, regex, (pattern) => `regexp_matches(${left.sql}, ${pattern})`, scripted);
}
