import { isoSeven } from "./predicate-to-kql.ts";
import { Refusal } from "./refusal.ts";
import type { KqlNode } from "./syntax.ts";
import type { ColumnType, FilterScalar } from "./types.ts";

/** The value of a literal for a column of `type`: exactly, or a Refusal. */
export function readLiteral(node: KqlNode, type: ColumnType): FilterScalar {
  const negative = node.kind === "PrefixUnaryExpression" && node.child("Operator")?.text === "-";
  const literal = negative ? node.child("Expression") : node;
  if (literal?.kind !== "LiteralExpression")
    throw new Refusal(
      "Construct",
      `${node.kind} (${node.text.slice(0, 40)}) is not allowed: a literal stands on the right`,
      node.offset,
    );
  const reader = READERS[type];
  const sources = SOURCES[type] ?? [];
  if (reader === undefined || !sources.includes(literal.type ?? ""))
    throw new Refusal(
      "TypeMismatch",
      `A literal of type ${literal.type ?? "unknown"} does not fit a column of type ${type}`,
      node.offset,
    );
  if (negative && type !== "int" && type !== "long" && type !== "real")
    throw new Refusal("Construct", "A sign is allowed before a number only", node.offset);
  return reader(literal, negative);
}

// Kusto widens an integer literal to the column's type; every other pair must be of one type.
const SOURCES: Partial<Record<ColumnType, readonly string[]>> = {
  string: ["string"],
  int: ["int", "long"],
  long: ["int", "long"],
  real: ["int", "long", "real"],
  bool: ["bool"],
  datetime: ["datetime"],
};

const READERS: Partial<Record<ColumnType, (node: KqlNode, negative: boolean) => FilterScalar>> = {
  string: readString,
  int: readInteger,
  long: readInteger,
  real: readReal,
  bool: readBool,
  datetime: readDatetime,
};

function bodyOf(text: string): string {
  return (/^[a-z]\w*\s*\(([\s\S]*)\)$/i.exec(text)?.[1] ?? text).trim();
}

function readString(node: KqlNode): FilterScalar {
  if (!/^[@"']/.test(node.text))
    throw new Refusal("Literal", "Only plain and verbatim string literals are allowed", node.offset);
  if (typeof node.constant !== "string")
    throw new Refusal("Literal", "The value of this string is not known", node.offset);
  return node.constant;
}

function readInteger(node: KqlNode, negative: boolean): FilterScalar {
  const body = bodyOf(node.text);
  if (!/^-?(\d+|0[xX][0-9a-fA-F]+)$/.test(body)) throw new Refusal("Literal", `Not an integer: ${body}`, node.offset);
  const magnitude = body.startsWith("-") ? -BigInt(body.slice(1)) : BigInt(body);
  const value = Number(negative ? -magnitude : magnitude);
  if (!Number.isSafeInteger(value))
    throw new Refusal("Literal", `${body} is beyond 2^53: a filter could not hold it exactly`, node.offset);
  return value === 0 ? 0 : value;
}

function readReal(node: KqlNode, negative: boolean): FilterScalar {
  if (node.type !== "real") return readInteger(node, negative);
  const body = bodyOf(node.text);
  if (!/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(body))
    throw new Refusal("Literal", `Not a finite real: ${body}`, node.offset);
  const value = negative ? -Number(body) : Number(body);
  // JSON has no -0, and Kusto compares it as 0.
  return value === 0 ? 0 : value;
}

function readBool(node: KqlNode): FilterScalar {
  const body = bodyOf(node.text).toLowerCase();
  if (body !== "true" && body !== "false") throw new Refusal("Literal", `Not true or false: ${body}`, node.offset);
  return body;
}

function readDatetime(node: KqlNode): FilterScalar {
  const body = bodyOf(node.text).replace(/^(["'])(.*)\1$/, "$2");
  try {
    return isoSeven(body);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal("Literal", error.message, node.offset);
    throw error;
  }
}
