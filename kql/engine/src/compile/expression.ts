import type { KqlNode } from "@logdoctor/kql/syntax";
import { FUNCTIONS } from "../functions/registry.ts";
import type { ColumnType } from "../types.ts";
import { compileBetween, compileBinary, compileHasList, compileIn, compileUnary } from "./binary.ts";
import { openCall } from "./calls.ts";
import { refuse, type Scope } from "./context.ts";
import { compilePath } from "./dynamic-path.ts";
import { type Expr, nullOf } from "./expr.ts";
import { checkSize } from "./limits.ts";
import { compileLiteral } from "./literal.ts";
import { findName } from "./names.ts";
import { whyNot, whyNotFunction } from "./refusals.ts";
import { columnIn, findColumn } from "./relation.ts";
import { toScalar } from "./to-scalar.ts";

type Compiler = (node: KqlNode, scope: Scope) => Expr;

const COMPILERS: Readonly<Record<string, Compiler>> = {
  LiteralExpression: (node, scope) => compileLiteral(node, scope.context),
  CompoundStringLiteralExpression: (node, scope) => compileLiteral(node, scope.context),
  DynamicExpression: (node, scope) => compileLiteral(node, scope.context),
  ParenthesizedExpression: (node, scope) => compileChild(node, "Expression", scope),
  NameReference: compileName,
  FunctionCallExpression: compileCall,
  BinaryExpression: compileBinary,
  InExpression: compileIn,
  BetweenExpression: compileBetween,
  HasAnyExpression: compileHasList,
  HasAllExpression: compileHasList,
  PrefixUnaryExpression: compileUnary,
  PathExpression: (node, scope) => scope.path?.(node) ?? compilePath(node, scope),
  ElementExpression: compilePath,
  ToScalarExpression: toScalar,
};

/** A scalar expression in SQL; its type is checked against what the official binder says. */
export function compileExpr(node: KqlNode, scope: Scope): Expr {
  const compiler = COMPILERS[node.kind];
  if (compiler === undefined) throw refuse(scope.context, node, whyNot(node.kind));
  const compiled = compiler(node, scope);
  checkSize(scope.context, node, { of: "value", sql: compiled.sql });
  const unseen = node.kind === "NameReference" && node.symbol === undefined;
  if (unseen || (compiled.parts !== undefined && node.type === "tuple")) return compiled;
  if (node.type !== undefined && node.type !== compiled.type && node.type !== "null" && compiled.retyped !== true)
    throw refuse(scope.context, node, `The binder says ${node.type}, the compiler ${compiled.type}`);
  return compiled;
}

export function compileChild(node: KqlNode, name: string, scope: Scope): Expr {
  const child = node.child(name);
  if (child === undefined) throw refuse(scope.context, node, `${node.kind} has no ${name}`);
  return compileExpr(child, scope);
}

function compileName(node: KqlNode, scope: Scope): Expr {
  const name = node.symbol?.name ?? node.text;
  if (node.symbol?.kind === "variable") {
    const value = findName(scope.context.names, name);
    if (value?.kind === "scalar") return value.value();
  }
  if (node.symbol?.kind === "function") {
    const opened = openCall(node, scope);
    if (opened !== undefined) return compileExpr(opened.body, { context: opened.context });
  }
  const { relation } = scope;
  const column = relation === undefined ? undefined : findColumn(relation, name);
  // A name without a symbol is an error of the binder; one that comes this far is a column that it does not see.
  if ((node.symbol?.kind ?? "column") !== "column" || relation === undefined || column === undefined)
    throw refuse(scope.context, node, `The name ${node.text} is not supported here`);
  return columnIn(relation, column);
}

function compileCall(node: KqlNode, scope: Scope): Expr {
  const name = node.child("Name")?.symbol?.name ?? node.child("Name")?.text ?? "";
  const opened = openCall(node, scope);
  if (opened !== undefined) return compileExpr(opened.body, { context: opened.context });
  const special = scope.call?.(node, name, scope);
  if (special !== undefined) return special;
  const implementation = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (implementation === undefined) throw refuse(scope.context, node, whyNotFunction(name));
  const nodes = argumentsOf(node);
  if (nodes.some((argument) => argument.kind === "StarExpression"))
    return implementation({ node, scope, args: [], nodes, type: node.type as ColumnType, refuse: refuser });
  const args = nodes.map((argument) => typeArgument(argument) ?? compileExpr(argument, scope));
  return implementation({ node, scope, args, nodes, type: node.type as ColumnType, refuse: refuser });

  function refuser(message: string) {
    return refuse(scope.context, node, `${name}(): ${message}`);
  }
}

// `typeof(long)` only tells the binder what the call gives; of a table, column_names_of() asks the binder.
function typeArgument(argument: KqlNode): Expr | undefined {
  const isTable = argument.type === "table" && argument.kind !== "ToScalarExpression";
  return argument.kind === "TypeOfLiteralExpression" || isTable ? nullOf("string") : undefined;
}

export function argumentsOf(call: KqlNode): readonly KqlNode[] {
  return call.child("ArgumentList")?.child("Expressions")?.elements ?? [];
}
