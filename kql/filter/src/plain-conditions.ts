import { analyze, type KqlNode } from "@logdoctor/kql/syntax";
import type { ColumnRef } from "./ast.ts";
import { sourceSchema } from "./source-schema.ts";
import { type Columns, columnRef } from "./targets.ts";

export type PlainOperator =
  | "=="
  | "!="
  | "=~"
  | "!~"
  | "in"
  | "!in"
  | "<"
  | "<="
  | ">"
  | ">="
  | "has"
  | "!has"
  | "has_cs"
  | "contains"
  | "!contains"
  | "contains_cs"
  | "startswith"
  | "startswith_cs"
  | "endswith"
  | "endswith_cs"
  | "isempty"
  | "isnotempty";

/** One comparison of a column with literals. */
export interface PlainCondition {
  readonly column: ColumnRef;
  readonly operator: PlainOperator;
  readonly values: readonly string[];
}

export interface Conjunction {
  readonly conditions: readonly PlainCondition[];
  /** Whether the text says anything besides those conditions. */
  readonly more: boolean;
}

const TEXT_OPERATORS = new Set<string>(
  "== != =~ !~ in !in has !has has_cs contains !contains contains_cs startswith startswith_cs endswith endswith_cs isempty isnotempty".split(
    " ",
  ),
);
const NUMBER_OPERATORS = new Set<string>("== != in !in < <= > >=".split(" "));

/** Reads the parts of a KQL predicate that are joined by `and`; what is no comparison with literals is only counted as more. */
export function plainConditions(predicate: string, columns: Columns): Conjunction {
  const nothing = { conditions: [], more: true };
  try {
    const { root, syntaxErrors, semanticErrors } = analyze(`source | where ${predicate}`, sourceSchema(columns));
    if (syntaxErrors.length + semanticErrors.length > 0) return nothing;
    const filters = [...nodes(root)].filter(({ kind }) => kind === "FilterOperator");
    const condition = filters[0]?.children.findLast(({ kind }) => kind !== "Token");
    if (filters.length !== 1 || condition === undefined) return nothing;
    const parts = [...conjuncts(condition)].map((part) => plain(part, columns));
    return { conditions: parts.filter((part) => part !== undefined), more: parts.includes(undefined) };
  } catch (error) {
    if (error instanceof RangeError) return nothing;
    throw error;
  }
}

function* nodes(node: KqlNode): Generator<KqlNode> {
  yield node;
  for (const child of node.children) yield* nodes(child);
}

function* conjuncts(node: KqlNode): Generator<KqlNode> {
  const inner = node.kind === "ParenthesizedExpression" ? node.child("Expression") : undefined;
  if (inner !== undefined) yield* conjuncts(inner);
  else if (node.kind === "BinaryExpression" && node.child("Operator")?.text === "and")
    for (const side of ["Left", "Right"]) {
      const part = node.child(side);
      if (part !== undefined) yield* conjuncts(part);
    }
  else yield node;
}

function plain(node: KqlNode, columns: Columns): PlainCondition | undefined {
  if (node.kind === "FunctionCallExpression") return emptiness(node, columns);
  const operator = node.child("Operator")?.text;
  const left = node.child("Left");
  const right = node.child("Right");
  if (operator === undefined || left === undefined || right === undefined) return undefined;
  const column = columnOf(left, columns);
  const literals = node.kind === "InExpression" ? elementsOf(right) : [right];
  if (column === undefined || literals === undefined) return undefined;
  const known = column.reads === "integer" ? NUMBER_OPERATORS : TEXT_OPERATORS;
  const values = literals.map((literal) => literalOf(literal, column));
  if (!known.has(operator) || values.some((value) => value === undefined)) return undefined;
  return { column, operator: operator as PlainOperator, values: values.filter((value) => value !== undefined) };
}

function emptiness(node: KqlNode, columns: Columns): PlainCondition | undefined {
  const name = node.child("Name")?.text;
  const argument = node.child("ArgumentList")?.child("Expressions")?.elements[0];
  const column = argument === undefined ? undefined : columnOf(argument, columns);
  if (column?.reads !== "text" || (name !== "isempty" && name !== "isnotempty")) return undefined;
  return { column, operator: name, values: [] };
}

// A dynamic value is compared by rules as its text; compared as it is, numbers and texts are told apart.
function columnOf(node: KqlNode, columns: Columns): ColumnRef | undefined {
  if (node.kind === "NameReference") {
    const found = node.symbol?.kind === "column" ? columnRef(node.symbol.name, columns) : undefined;
    return found === undefined || found === "type" || found.reads === "dynamic" ? undefined : found;
  }
  if (node.kind !== "FunctionCallExpression" || node.child("Name")?.text !== "tostring") return undefined;
  const inner = node.child("ArgumentList")?.child("Expressions")?.elements[0];
  const path = /^([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\["[^"\\]*"\]|\['[^'\\]*'\])*)$/.exec(inner?.text ?? "");
  const [, name = "", rest = ""] = path ?? [];
  if (path === null || columns[name] !== "dynamic") return undefined;
  const keys = [...rest.matchAll(/\.(\w+)|\[["']([^"']*)["']\]/g)].map(([, dotted, quoted]) => dotted ?? quoted ?? "");
  return { column: name, path: keys, reads: "dynamic" };
}

function elementsOf(list: KqlNode): readonly KqlNode[] | undefined {
  return list.kind === "ExpressionList" ? list.child("Expressions")?.elements : undefined;
}

function literalOf(node: KqlNode, { reads }: ColumnRef): string | undefined {
  if (reads === "integer") return /^-?(0|[1-9]\d{0,14})$/.test(node.text) ? String(Number(node.text)) : undefined;
  return node.kind.endsWith("LiteralExpression") && typeof node.constant === "string" ? node.constant : undefined;
}
