import { readLiteral } from "./predicate-literal.ts";
import { literalOf } from "./predicate-to-kql.ts";
import { Refusal } from "./refusal.ts";
import type { KqlNode } from "./syntax.ts";
import type { ColumnType, DeleteFilter, FilterOperator, FilterScalar } from "./types.ts";

export { Refusal } from "./refusal.ts";

const ORDERED: readonly FilterOperator[] = ["==", "in", ">", ">=", "<", "<=", "between"];

// Kusto compares strings by == and =~ only; a bool has no order.
const OPERATORS: Partial<Record<ColumnType, readonly FilterOperator[]>> = {
  string: ["==", "=~", "in", "in~"],
  int: ORDERED,
  long: ORDERED,
  real: ORDERED,
  datetime: ORDERED,
  bool: ["==", "in"],
};

/** One `Column op literal`. Throws Refusal with the construct named. */
export function readComparison(node: KqlNode, columns: Readonly<Record<string, ColumnType>>): DeleteFilter {
  const operator = operatorOf(node);
  const left = node.child("Left");
  if (left === undefined) throw new Refusal("Construct", "This is not a comparison", node.offset);
  const { column, type } = columnOf(left, columns);
  if (!OPERATORS[type]?.includes(operator))
    throw new Refusal(
      "Operator",
      `${operator} is not allowed on a column of type ${type}`,
      node.child("Operator")?.offset ?? node.offset,
    );
  const literals = literalsOf(node, operator);
  const values = literals.map((literal) => checked(literal, type));
  const [value] = values;
  if (value === undefined) throw new Refusal("Construct", `${operator} needs a value`, node.offset);
  return { column, operator, value: operator === "between" || operator.startsWith("in") ? values : value };
}

const ALLOWED: readonly string[] = ["==", "=~", "in", "in~", ">", ">=", "<", "<=", "between"];

function operatorOf(node: KqlNode): FilterOperator {
  const kinds = ["BinaryExpression", "InExpression", "BetweenExpression"];
  if (!kinds.includes(node.kind))
    throw new Refusal(
      "Construct",
      `${describe(node)} is not allowed: a predicate is comparisons joined by and`,
      node.offset,
    );
  const text = node.child("Operator")?.text ?? "";
  const operator = ALLOWED.find((allowed) => allowed === text);
  if (operator === undefined)
    throw new Refusal(
      "Operator",
      `The operator "${text}" is not allowed`,
      node.child("Operator")?.offset ?? node.offset,
    );
  return operator as FilterOperator;
}

function columnOf(node: KqlNode, columns: Readonly<Record<string, ColumnType>>): { column: string; type: ColumnType } {
  if (node.kind === "NameReference" && node.symbol === undefined && Object.hasOwn(columns, node.text))
    throw new Refusal("TooDeep", "The predicate is nested too deeply", node.offset);
  if (node.kind === "NameReference" && node.symbol === undefined)
    throw new Refusal("UnknownColumn", `The column ${node.text} is not known (names are case-sensitive)`, node.offset);
  const column = node.symbol?.name ?? "";
  const type = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (node.kind !== "NameReference" || node.symbol?.kind !== "column" || type === undefined)
    throw new Refusal("Construct", `${describe(node)} is not allowed: a column stands on the left`, node.offset);
  return { column, type };
}

function literalsOf(node: KqlNode, operator: FilterOperator): readonly KqlNode[] {
  const right = node.child("Right");
  if (right === undefined) return [];
  if (operator === "between")
    return ["First", "Second"].map((name) => right.child(name)).filter((end) => end !== undefined);
  if (operator.startsWith("in")) return right.child("Expressions")?.elements ?? [];
  return [right];
}

function checked(node: KqlNode, type: ColumnType): FilterScalar {
  const value = readLiteral(node, type);
  try {
    literalOf(value, type);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal("Literal", error.message, node.offset);
    throw error;
  }
  return value;
}

/** What a person calls the construct. */
function describe(node: KqlNode): string {
  if (node.kind === "FunctionCallExpression") return `The function ${node.child("Name")?.text ?? ""}()`;
  if (node.kind === "ExternalDataExpression") return "externaldata";
  return `${node.kind} (${node.text.slice(0, 40)})`;
}
