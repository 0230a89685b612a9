import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { type Expr, shown } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import type { Relation, RelationColumn } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { parametersOf } from "./operator-parameters.ts";

/** One tabular operator: rows in, rows out. */
export type Operator = (node: KqlNode, input: Relation, context: Context) => Relation;

/** The elements of the operator's list that is its `name` child. */
export function listOf(node: KqlNode, name = "Expressions"): readonly KqlNode[] {
  return node.child(name)?.elements ?? [];
}

export function noParameters(node: KqlNode, context: Context): void {
  parametersOf(node, [], context);
}

/** A constant row count. */
export function constantCount(node: KqlNode | undefined, owner: KqlNode, context: Context): bigint {
  const value = node === undefined ? undefined : compileExpr(node, { context });
  if (typeof value?.literal !== "bigint" || value.literal < 0n)
    throw refuse(context, node ?? owner, "A constant number of rows is needed");
  return value.literal;
}

/** The output columns that the binder gives the operator. */
export function boundColumns(node: KqlNode, context: Context): readonly { name: string; type: ColumnType }[] {
  if (node.columns === undefined) throw refuse(context, node, "The binder knows no columns here");
  return node.columns as readonly { name: string; type: ColumnType }[];
}

export function newColumn(name: string, value: Expr, context: Context): { column: RelationColumn; item: string } {
  const physical = context.fresh();
  return { column: { name, type: value.type, physical }, item: `${shown(value).sql} AS ${physical}` };
}

/** `x = expression` -> its name and expression. */
export function named(node: KqlNode): { name: string | undefined; expression: KqlNode } {
  if (node.kind === "SimpleNamedExpression") {
    const expression = node.child("Expression");
    const name = node.child("Name")?.symbol?.name;
    if (expression !== undefined && name !== undefined) return { name, expression };
  }
  return { name: node.kind === "NameReference" ? node.symbol?.name : undefined, expression: node };
}

/** One column of a list: a function with several results gives several. */
export interface ListedColumn {
  readonly name: string | undefined;
  readonly value: Expr;
  readonly node: KqlNode;
}

/** The columns that `expression`, `name = expression` or `(name, …) = expression` gives. */
export function listedColumns(item: KqlNode, compile: (expression: KqlNode) => Expr): ListedColumn[] {
  const { names, expression } = item.kind === "CompoundNamedExpression" ? compound(item) : single(item);
  const value = compile(expression);
  return (value.parts ?? [value]).map((part, i) => ({ name: names[i], value: part, node: expression }));
}

function single(item: KqlNode): { names: (string | undefined)[]; expression: KqlNode } {
  const { name, expression } = named(item);
  return { names: [name], expression };
}

function compound(item: KqlNode): { names: (string | undefined)[]; expression: KqlNode } {
  const declared = item.children[0]?.children.flatMap(({ elements }) => elements) ?? [];
  return { names: declared.map(({ text }) => text), expression: item.children.at(-1) ?? item };
}
