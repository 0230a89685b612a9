import type { KqlNode } from "@logdoctor/kql/syntax";
import { not } from "./binary.ts";
import { refuse, type Scope } from "./context.ts";
import { boolFromTruth, type Expr } from "./expr.ts";
import { columnExpr } from "./relation.ts";
import { TEXT_OPERATORS } from "./text-operators.ts";

const NUMBERS: readonly string[] = ["int", "long", "real", "decimal"];

/**
 * `* contains "x"`: any column of text does; `* !contains "x"`: none does (measured). Whether the text of a number counts
 * is not known, so the constant must be one that is in no number.
 */
export function anyColumn(node: KqlNode, right: Expr, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const name = node.symbol?.name ?? "";
  const negated = name.startsWith("Not");
  const operator = TEXT_OPERATORS[negated ? name.slice(3) : name];
  const columns = scope.relation?.columns ?? [];
  const texts = columns.filter(({ type }) => type === "string");
  if (operator === undefined || texts.length === 0) throw fail("This of any column is not supported");
  if (columns.some(({ type }) => type !== "string" && !NUMBERS.includes(type)))
    throw fail("Any column is supported where all are texts or numbers");
  const { literal } = right;
  if (texts.length < columns.length && (typeof literal !== "string" || !/[^\d.,eE+\-infaINFA]/.test(literal)))
    throw fail("A text that may be in a number is not supported here");
  const tests = texts.map((column) => operator(columnExpr(column), right, fail));
  const found = boolFromTruth(
    `(${tests.map((test) => `coalesce(${test.truth ?? test.sql}, false)`).join(" OR ")})`,
    true,
  );
  return negated ? not(found) : found;
}
