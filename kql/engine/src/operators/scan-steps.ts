import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { convertTo } from "../compile/convert.ts";
import { type Expr, nullOf } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { compileLiteral } from "../compile/literal.ts";
import type { Relation, RelationColumn } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns } from "./operator.ts";

/** A column that scan declares; `sql` is what it holds until a step assigns it. */
export interface Declared {
  readonly name: string;
  readonly type: ColumnType;
  readonly sql: string;
}

export interface Step {
  readonly name: string;
  readonly output: boolean;
  readonly condition: KqlNode;
  readonly assignments: ReadonlyMap<string, KqlNode>;
}

export function declaredOf(node: KqlNode, context: Context): Declared[] {
  const bound = boundColumns(node, context);
  return (node.child("DeclareClause")?.child("Declarations")?.elements ?? []).map((item) => {
    const name = item.children[0]?.child("Name")?.symbol?.name ?? item.children[0]?.child("Name")?.text ?? "";
    const type = bound.find((column) => column.name === name)?.type;
    if (type === undefined) throw refuse(context, item, "The type of this column is not known");
    const given = item.children.find((child) => child.kind === "DefaultValueDeclaration")?.child("Value");
    if (given === undefined) return { name, type, sql: nullOf(type).sql };
    return { name, type, sql: convertTo(type, compileLiteral(typed(given), context), given, { context }).sql };
  });
}

const LITERALS: readonly (readonly [RegExp, ColumnType])[] = [
  [/^-?\d+$/, "long"],
  [/^-?\d*\.\d+/, "real"],
  [/^[h@]?["']/, "string"],
  [/^(true|false)$/, "bool"],
  [/^\d+(\.\d+)?[a-z]+$/, "timespan"],
];

// The binder gives defaults no type; a literal shows its own.
function typed(node: KqlNode): KqlNode {
  if (node.type !== undefined && node.type !== "unknown") return node;
  const named = /^(datetime|timespan|long|int|real|bool|guid|dynamic|decimal|time|date|double)\s*\(/.exec(
    node.text,
  )?.[1];
  const aliases: Readonly<Record<string, ColumnType>> = { time: "timespan", date: "datetime", double: "real" };
  const type = named === undefined ? LITERALS.find(([shape]) => shape.test(node.text))?.[1] : (aliases[named] ?? named);
  return Object.create(node, { type: { value: type, enumerable: true } }) as KqlNode;
}

export function stepsOf(node: KqlNode, context: Context): Step[] {
  return (node.child("Steps")?.children ?? []).map((item) => {
    const step = item.kind === "SeparatedElement" ? (item.children[0] ?? item) : item;
    const name = step.child("Name")?.text;
    const condition = step.child("Condition");
    if (name === undefined || condition === undefined) throw refuse(context, step, "This step is not supported");
    const output =
      step.children
        .find((child) => child.kind === "ScanStepOutput")
        ?.text.split("=")[1]
        ?.trim() ?? "all";
    // When `last` puts its record out is not proven for all sequences.
    if (output !== "all" && output !== "none") throw refuse(context, step, `output=${output} is not supported`);
    const list = step.child("ComputationClause")?.child("Assignments")?.elements ?? [];
    const assignments = new Map(
      list.map((one): [string, KqlNode] => [one.child("Name")?.text ?? "", one.child("Expression") ?? one]),
    );
    return { name, output: output === "all", condition, assignments };
  });
}

/** What a step remembers of another: where each value that the query asks for stands. */
export type Memory = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Place {
  readonly input: Relation;
  readonly declared: readonly Declared[];
  readonly memory: Memory;
  readonly context: Context;
}

/** An expression of a step, with `memory` for `step.column`. */
export function compileInStep(node: KqlNode, { input, declared, memory, context }: Place): Expr {
  const defaults: RelationColumn[] = declared.map(({ name, type, sql }) => ({ name, type, physical: `(${sql})` }));
  return compileExpr(node, {
    context,
    relation: { ...input, columns: [...input.columns, ...defaults] },
    path: (path) => {
      const values = memory.get(path.child("Expression")?.text ?? "");
      const column = path.child("Selector")?.symbol?.name ?? path.child("Selector")?.text ?? "";
      const sql = values?.get(column);
      return sql === undefined ? undefined : { type: path.type as ColumnType, sql, nullable: path.type !== "string" };
    },
  });
}
