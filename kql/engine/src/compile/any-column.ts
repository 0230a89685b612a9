import type { KqlNode } from "@logdoctor/kql/syntax";
import { maybeWithin } from "../text/shown-values.ts";
import { not } from "./binary.ts";
import { refuse, type Scope } from "./context.ts";
import { boolFromTruth, type Expr } from "./expr.ts";
import { columnExpr } from "./relation.ts";
import { TEXT_OPERATORS } from "./text-operators.ts";

/**
 * `* contains "x"`: any column of text or dynamic values does; `* !contains "x"`: none does (measured). Whether the text of
 * other values counts is not known, so the constant must be one that is in none of them.
 */
export function anyColumn(node: KqlNode, right: Expr, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const name = node.symbol?.name ?? "";
  const negated = name.startsWith("Not");
  const operator = TEXT_OPERATORS[negated ? name.slice(3) : name];
  const columns = scope.relation?.columns ?? [];
  const texts = columns.filter(({ type }) => type === "string" || type === "dynamic");
  if (operator === undefined || texts.length === 0) throw fail("This of any column is not supported");
  const { literal } = right;
  const other = columns.find(
    (column) => !texts.includes(column) && (typeof literal !== "string" || maybeWithin(column.type, literal)),
  );
  if (other !== undefined)
    throw fail(`Whether this is looked for in ${other.name} of type ${other.type} is not proven`);
  const tests = texts.map((column) => operator(columnExpr(column), right, fail));
  const found = boolFromTruth(
    `(${tests.map((test) => `coalesce(${test.truth ?? test.sql}, false)`).join(" OR ")})`,
    true,
  );
  return negated ? not(found) : found;
}
