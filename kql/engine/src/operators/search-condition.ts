import { type KqlNode, nodesOf } from "@logdoctor/kql/syntax";
import { not } from "../compile/binary.ts";
import { refuse, type Scope } from "../compile/context.ts";
import { boolFromTruth, type Expr, sqlString } from "../compile/expr.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { columnExpr, findColumn, type RelationColumn } from "../compile/relation.ts";
import { TEXT_OPERATORS } from "../compile/text-operators.ts";
import { maybeWithin } from "../text/shown-values.ts";
import type { ColumnType } from "../types.ts";

interface Search {
  readonly scope: Scope;
  readonly caseSensitive: boolean;
}

/** The columns that a condition names, and whether it looks into whichever there are. */
export function lookedAt(condition: KqlNode): { readonly names: ReadonlySet<string>; readonly any: boolean } {
  const nodes = [...nodesOf(condition)];
  const columns = nodes.filter(({ kind, symbol }) => kind === "NameReference" && symbol?.kind === "column");
  return { names: new Set(columns.map(({ symbol }) => symbol?.name ?? "")), any: hasTerm(condition) };
}

function hasTerm(node: KqlNode): boolean {
  if (node.kind === "StarExpression") return true;
  const logical = node.kind === "BinaryExpression" && ["And", "Or"].includes(node.symbol?.name ?? "");
  const inverse = node.kind === "FunctionCallExpression" && node.child("Name")?.text === "not";
  if (logical) return [node.child("Left"), node.child("Right")].some((side) => side !== undefined && hasTerm(side));
  if (inverse) return argumentsOf(node).some(hasTerm);
  if (node.kind === "ParenthesizedExpression") return node.children.some(hasTerm);
  return node.kind === "BinaryExpression" ? node.child("Left")?.kind === "StarExpression" : termOf(node) !== undefined;
}

/** A condition in which bare texts are terms to be found in any text column. */
export function searchCondition(node: KqlNode, search: Search): Expr {
  const inner = (child: KqlNode | undefined) => {
    if (child === undefined) throw refuse(search.scope.context, node, "This search is not supported");
    return searchCondition(child, search);
  };
  const operator = node.kind === "BinaryExpression" ? node.symbol?.name : undefined;
  if (node.kind === "ParenthesizedExpression") return inner(node.child("Expression"));
  if (node.kind === "StarExpression") return boolFromTruth("true", true);
  if (operator === "And" || operator === "Or") {
    const [left, right] = [inner(node.child("Left")), inner(node.child("Right"))];
    const word = operator === "And" ? "AND" : "OR";
    return boolFromTruth(`(${left.truth ?? left.sql} ${word} ${right.truth ?? right.sql})`, false);
  }
  if (node.kind === "FunctionCallExpression" && node.child("Name")?.text === "not")
    return not(inner(argumentsOf(node)[0]));
  if (operator === "Search") return inColumn(node, search);
  const text = termOf(node);
  return text === undefined ? compileExpr(node, search.scope) : inAny(node, text, search);
}

// A bare number is a term as well.
function termOf(node: KqlNode): string | undefined {
  if (node.kind !== "LiteralExpression") return undefined;
  if (typeof node.constant === "string") return node.constant;
  return /^[\d.]+$/.test(node.text) ? node.text : undefined;
}

function inColumn(node: KqlNode, search: Search): Expr {
  const { context, relation } = search.scope;
  const name = node.child("Left")?.symbol?.name;
  const text = node.child("Right")?.constant;
  const column = name === undefined || relation === undefined ? undefined : findColumn(relation, name);
  if (column?.type !== "string" || typeof text !== "string")
    throw refuse(context, node, "Only column:term of a text column is supported");
  return term(text, columnExpr(column), node, search);
}

function inAny(node: KqlNode, text: string, search: Search): Expr {
  const columns = search.scope.relation?.columns ?? [];
  const texts = columns.filter(({ type }) => type === "string" || type === "dynamic");
  for (const column of columns) if (!texts.includes(column)) certainlyElsewhere(column, text, node, search.scope);
  const tests = texts.map((column) => {
    const shown: Expr = { type: "string", sql: `coalesce(${column.physical}, '')`, nullable: false };
    return term(text, column.type === "string" ? columnExpr(column) : shown, node, search);
  });
  return boolFromTruth(tests.length === 0 ? "false" : `(${tests.map(({ sql }) => sql).join(" OR ")})`, true);
}

// Measured: a number as a term does not find a real.
const NUMBERS: readonly ColumnType[] = ["int", "long", "real", "decimal"];

function certainlyElsewhere({ type, name }: RelationColumn, text: string, node: KqlNode, { context }: Scope): void {
  const bare = text.replaceAll("*", "");
  if (bare !== "" && !NUMBERS.includes(type) && maybeWithin(type, bare))
    throw refuse(context, node, `Whether this term is looked for in ${name} of type ${type} is not proven`);
}

function term(text: string, value: Expr, node: KqlNode, { scope, caseSensitive }: Search): Expr {
  const [starts, ends] = [text.startsWith("*"), text.length > 1 && text.endsWith("*")];
  const bare = text.slice(starts ? 1 : 0, ends ? -1 : undefined);
  if (bare.includes("*")) throw refuse(scope.context, node, "A term with a star inside is not supported");
  if (bare === "") return boolFromTruth("true", true);
  const name = starts && ends ? "Contains" : starts ? "HasSuffix" : ends ? "HasPrefix" : "Has";
  const operator = TEXT_OPERATORS[caseSensitive ? `${name}Cs` : name];
  if (operator === undefined) throw refuse(scope.context, node, `The term ${text} is not supported`);
  const literal: Expr = { type: "string", sql: sqlString(bare), nullable: false, literal: bare };
  return operator(value, literal, (message) => refuse(scope.context, node, message));
}
