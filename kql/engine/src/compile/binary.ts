import type { KqlNode } from "@logdoctor/kql/syntax";
import type { ColumnType } from "../types.ts";
import { anyColumn } from "./any-column.ts";
import { arithmetic, negate, wholeSum } from "./arithmetic.ts";
import { balanced, linksOf } from "./chains.ts";
import { type Comparison, compare, equal, isOneOf, notEqual } from "./comparison.ts";
import { refuse, type Scope } from "./context.ts";
import { commonType, elementOf, membersOf, strictly } from "./dynamic-operand.ts";
import { elementSql } from "./element.ts";
import { boolFromTruth, type Expr, longLiteral, shown } from "./expr.ts";
import { compileChild, compileExpr } from "./expression.ts";
import { hasRows, inRows } from "./membership.ts";
import { hasList } from "./term-operators.ts";
import { TEXT_OPERATORS } from "./text-operators.ts";

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  LessThan: "<",
  LessThanOrEqual: "<=",
  GreaterThan: ">",
  GreaterThanOrEqual: ">=",
};

export function compileBinary(node: KqlNode, scope: Scope): Expr {
  const operator = node.symbol?.name ?? "";
  if (node.child("Left")?.kind === "StarExpression")
    return anyColumn(node, shown(compileChild(node, "Right", scope)), scope);
  const fail = (message: string) => refuse(scope.context, node, message);
  if (operator === "And" || operator === "Or") return chained(node, operator, scope);
  const sum = sumOf(node, scope);
  if (sum !== undefined) return sum;
  const [left, right] = [shown(compileChild(node, "Left", scope)), shown(compileChild(node, "Right", scope))];
  if (operator === "Equal") return equal(left, right, fail);
  if (operator === "NotEqual") return notEqual(left, right, fail);
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return compare(comparison, left, right, fail);
  const text = TEXT_OPERATORS[operator];
  if (text !== undefined) return text(left, right, fail);
  return arithmetic({ operator, left, right, type: node.type as ColumnType, fail });
}

function chained(node: KqlNode, operator: "And" | "Or", scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const links = linksOf(node, (left) => left.symbol?.name === operator);
  const sides = links.map((link) => compileExpr(link.node, scope));
  const word = operator === "And" ? "AND" : "OR";
  const all = balanced(sides, (a, b) => logical(word, a, b, fail));
  if (all === undefined) throw fail(`${word} of nothing`);
  return all;
}

const SUMS: readonly unknown[] = ["Add", "Subtract"];

/** A sum of three whole numbers or more. */
function sumOf(node: KqlNode, scope: Scope): Expr | undefined {
  const { type } = node;
  if ((type !== "long" && type !== "int") || !SUMS.includes(node.symbol?.name)) return undefined;
  const links = linksOf(node, (left) => left.type === type && SUMS.includes(left.symbol?.name));
  if (links.length < 3 || links.some((link) => link.node.type !== "long" && link.node.type !== "int")) return undefined;
  const terms = links.map((link) => ({
    value: shown(compileExpr(link.node, scope)),
    minus: link.operator === "Subtract",
  }));
  return (type === "long" ? constantSum(terms) : undefined) ?? wholeSum(terms, type);
}

function constantSum(terms: readonly { readonly value: Expr; readonly minus: boolean }[]): Expr | undefined {
  let total = 0n;
  for (const { value, minus } of terms) {
    if (typeof value.literal !== "bigint" || value.retyped === true) return undefined;
    total += minus ? -value.literal : value.literal;
  }
  return longLiteral(BigInt.asIntN(64, total));
}

// false and null is false, true or null is true (documented, measured). Whether the others are null or false is not
// proven, and does not matter to a filter.
function logical(word: "AND" | "OR", left: Expr, right: Expr, fail: (message: string) => Error): Expr {
  for (const side of [left, right]) if (side.type !== "bool") throw fail(`${word} of ${side.type} is not supported`);
  const nullable = left.nullable || right.nullable;
  return {
    type: "bool",
    sql: `(${left.sql} ${word} ${right.sql})`,
    truth: `(${left.truth ?? left.sql} ${word} ${right.truth ?? right.sql})`,
    nullable,
    ...(nullable ? { unprovenNull: true } : {}),
  };
}

/** `not`: of null it is null. */
export function not(value: Expr): Expr {
  const proven = shown(value);
  const sql = `(NOT ${proven.sql})`;
  return { type: "bool", sql, truth: sql, nullable: proven.nullable };
}

export function compileIn(node: KqlNode, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const amongRows = inRows(node, () => shown(compileChild(node, "Left", scope)), scope);
  if (amongRows !== undefined) return node.symbol?.name.startsWith("Not") ? not(amongRows) : amongRows;
  const given = shown(compileChild(node, "Left", scope));
  const list = node.child("Right")?.child("Expressions")?.elements ?? [];
  if (list.length === 0) throw fail("An empty list is not supported");
  const insensitive = node.child("Operator")?.text.endsWith("~") ?? false;
  const members = membersOf(
    list.map((item) => shown(compileExpr(item, scope))),
    fail,
  );
  const found = isMember(given, members, insensitive, fail);
  return node.symbol?.name.startsWith("Not") ? not(found) : found;
}

// Arrays that are not constant are looked into row by row.
function isMember(given: Expr, members: readonly Expr[], folded: boolean, fail: (message: string) => Error): Expr {
  const items = members.filter(({ type }) => type !== "dynamic");
  const arrays = members.filter(({ type }) => type === "dynamic");
  if (members.length === 0) return boolFromTruth("false", true);
  if (given.type === "dynamic" && arrays.length > 0)
    throw fail("A dynamic in a dynamic that is no constant is not supported");
  const left = given.type === "dynamic" ? strictly(given, commonType(items, fail), fail) : given;
  if (arrays.length > 0 && (left.type === "real" || left.type === "decimal"))
    throw fail(`A ${left.type} in a dynamic array is not supported`);
  const tests = arrays.map((array) => elementOf(left, array, folded, elementSql));
  if (items.length > 0) tests.push(folded ? isOneOfFolded(left, items, fail) : isOneOf(left, items, fail));
  const [first] = tests;
  if (tests.length === 1 && first !== undefined) return first;
  return tests.reduce((a, b) => logical("OR", a, b, fail));
}

function isOneOfFolded(left: Expr, items: readonly Expr[], fail: (message: string) => Error): Expr {
  const same = TEXT_OPERATORS["EqualTilde"];
  if (same === undefined || left.type !== "string") return isOneOf(left, items, fail);
  if (left.nullable)
    return boolFromTruth(
      `(${items.map((item) => same({ ...left, nullable: false }, item, fail).sql).join(" OR ")})`,
      false,
    );
  return boolFromTruth(`(${items.map((item) => same(left, item, fail).sql).join(" OR ")})`, true);
}

export function compileBetween(node: KqlNode, scope: Scope): Expr {
  const fail = (message: string) => refuse(scope.context, node, message);
  const couple = node.child("Right");
  if (couple === undefined) throw fail("between has no range");
  const value = compileChild(node, "Left", scope);
  const low = compileChild(couple, "First", scope);
  const high = upperEnd(compileChild(couple, "Second", scope), low);
  const [above, below] = [compare(">=", value, low, fail), compare("<=", value, high, fail)];
  const sql = `(${above.sql} AND ${below.sql})`;
  // One comparison of three values: as with the other comparisons, null gives null, and so passes neither.
  const both = { type: "bool", sql, truth: sql, nullable: above.nullable || below.nullable } as const;
  return node.symbol?.name === "NotBetween" ? not(both) : both;
}

// `datetime between (start .. 1h)`: the second end is a distance from the first.
function upperEnd(high: Expr, low: Expr): Expr {
  if (low.type !== "datetime" || high.type !== "timespan") return high;
  const sql = `kql_datetime(CAST(${low.sql} AS HUGEINT) + CAST(${high.sql} AS HUGEINT))`;
  return { type: "datetime", sql, nullable: true };
}

/** `has_any` and `has_all`. */
export function compileHasList(node: KqlNode, scope: Scope): Expr {
  const amongRows = hasRows(node, scope);
  if (amongRows !== undefined) return amongRows;
  const fail = (message: string) => refuse(scope.context, node, message);
  const left = compileChild(node, "Left", scope);
  const list = node.child("Right")?.child("Expressions")?.elements ?? [];
  if (list.length === 0) throw fail("An empty list is not supported");
  const items = list.map((item) => compileExpr(item, scope));
  return hasList(left, items, node.kind === "HasAllExpression", fail);
}

export function compileUnary(node: KqlNode, scope: Scope): Expr {
  const value = compileChild(node, "Expression", scope);
  const operator = node.child("Operator")?.text;
  if (operator === "+") return value;
  if (operator !== "-") throw refuse(scope.context, node, `The operator ${operator} is not supported`);
  return negate(value, node.type as ColumnType, (message) => refuse(scope.context, node, message));
}
