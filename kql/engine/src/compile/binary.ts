import type { KqlNode } from "@logdoctor/kql/syntax";
import type { ColumnType } from "../types.ts";
import { arithmetic, negate } from "./arithmetic.ts";
import { type Comparison, compare, equal, notEqual } from "./comparison.ts";
import { refuse, type Scope } from "./context.ts";
import { boolFromTruth, boolUnlessNull, type Expr, nullOperandsOf } from "./expr.ts";
import { compileChild, compileExpr } from "./expression.ts";
import { TEXT_OPERATORS } from "./text-operators.ts";

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  LessThan: "<",
  LessThanOrEqual: "<=",
  GreaterThan: ">",
  GreaterThanOrEqual: ">=",
};

export function compileBinary(node: KqlNode, scope: Scope): Expr {
  const operator = node.symbol?.name ?? "";
  const left = compileChild(node, "Left", scope);
  const right = compileChild(node, "Right", scope);
  const fail = (message: string) => refuse(scope.context, node, message);
  if (operator === "And" || operator === "Or") return logical(operator === "And" ? "AND" : "OR", left, right, fail);
  if (operator === "Equal") return equal(left, right, fail);
  if (operator === "NotEqual") return notEqual(left, right, fail);
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return compare(comparison, left, right, fail);
  const text = TEXT_OPERATORS[operator];
  if (text !== undefined) return text(left, right, fail);
  return arithmetic({ operator, left, right, type: node.type as ColumnType, fail });
}

// How null joins with true and false is not proven; which rows are true, and so pass `where`, does not hang on it.
function logical(word: "AND" | "OR", left: Expr, right: Expr, fail: (message: string) => Error): Expr {
  for (const side of [left, right]) if (side.type !== "bool") throw fail(`${word} of ${side.type} is not supported`);
  const truth = `(${left.truth ?? left.sql} ${word} ${right.truth ?? right.sql})`;
  return {
    ...boolUnlessNull([left, right], `(${left.sql} ${word} ${right.sql})`, truth),
    ...nullOperandsOf(left, right),
  };
}

export function not(value: Expr): Expr {
  return { ...boolUnlessNull([value], `(NOT ${value.sql})`), ...nullOperandsOf(value) };
}

export function compileIn(node: KqlNode, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const left = compileChild(node, "Left", scope);
  const list = node.child("Right")?.child("Expressions")?.elements ?? [];
  if (list.length === 0) throw fail("An empty list is not supported");
  const insensitive = node.child("Operator")?.text.endsWith("~") ?? false;
  const tests = list.map((item) => member(left, compileExpr(item, scope), insensitive, fail));
  const any = tests.map((test) => test.truth ?? test.sql).join(" OR ");
  const plain = boolFromTruth(
    `(${any})`,
    tests.every((test) => test.sql === test.truth),
  );
  const found = { ...plain, ...nullOperandsOf(...tests) };
  return node.symbol?.name.startsWith("Not") ? not(found) : found;
}

function member(left: Expr, item: Expr, insensitive: boolean, fail: (message: string) => Error): Expr {
  const same = TEXT_OPERATORS["EqualTilde"];
  return insensitive && same !== undefined ? same(left, item, fail) : equal(left, item, fail);
}

export function compileBetween(node: KqlNode, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const couple = node.child("Right");
  if (couple === undefined) throw fail("between has no range");
  const value = compileChild(node, "Left", scope);
  const low = compileChild(couple, "First", scope);
  const high = upperEnd(compileChild(couple, "Second", scope), low);
  const above = compare(">=", value, low, fail);
  const below = compare("<=", value, high, fail);
  const both = logical("AND", above, below, fail);
  return node.symbol?.name === "NotBetween" ? boolUnlessNull([value, low, high], `(NOT ${both.sql})`) : both;
}

// `datetime between (start .. 1h)`: the second end is a distance from the first.
function upperEnd(high: Expr, low: Expr): Expr {
  if (low.type !== "datetime" || high.type !== "timespan") return high;
  return { type: "datetime", sql: `(${low.sql} + ${high.sql})`, nullable: low.nullable || high.nullable };
}

/** `has_any` and `has_all`: one `has` for each constant of the list. */
export function compileHasList(node: KqlNode, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const left = compileChild(node, "Left", scope);
  const list = node.child("Right")?.child("Expressions")?.elements ?? [];
  const has = TEXT_OPERATORS["Has"];
  if (list.length === 0 || has === undefined) throw fail("An empty list is not supported");
  const tests = list.map((item) => has(left, compileExpr(item, scope), fail).sql);
  return boolFromTruth(`(${tests.join(node.kind === "HasAllExpression" ? " AND " : " OR ")})`, true);
}

export function compileUnary(node: KqlNode, scope: Scope): Expr {
  const value = compileChild(node, "Expression", scope);
  const operator = node.child("Operator")?.text;
  if (operator === "+") return value;
  if (operator !== "-") throw refuse(scope.context, node, `The operator ${operator} is not supported`);
  return negate(value, node.type as ColumnType, (message) => refuse(scope.context, node, message));
}
