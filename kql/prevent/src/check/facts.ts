import type { KqlNode } from "@logdoctor/kql/syntax";
import { LOG_RECORDS } from "../log-records.ts";

/** What a comparison says whatever the row: true, false, or undefined where that depends on the row. */
export function knownFact(node: KqlNode): boolean | undefined {
  if (node.kind === "LiteralExpression") return node.text === "true" ? true : node.text === "false" ? false : undefined;
  if (node.kind === "FunctionCallExpression") return nullFact(node);
  if (node.kind !== "BinaryExpression") return undefined;
  const left = node.child("Left");
  const right = node.child("Right");
  if (left === undefined || right === undefined) return undefined;
  const operator = operatorOf(node);
  return (
    sameFact(operator, left, right) ??
    literalFact(operator, left, right) ??
    textFact(operator, right) ??
    sizeFact(operator, left, right)
  );
}

/** The operator as it is written, with single spaces. */
export function operatorOf(node: KqlNode): string {
  return (node.child("Operator")?.text ?? "").replace(/\s+/g, " ").toLowerCase();
}

const REFLEXIVE: Readonly<Record<string, boolean>> = {
  "==": true,
  "=~": true,
  "<=": true,
  ">=": true,
  "!=": false,
  "<>": false,
  "!~": false,
  "<": false,
  ">": false,
  contains: true,
  startswith: true,
  endswith: true,
};

/** A column compared with itself. */
function sameFact(operator: string, left: KqlNode, right: KqlNode): boolean | undefined {
  return left.text === right.text && left.kind !== "LiteralExpression" ? REFLEXIVE[operator] : undefined;
}

function literalFact(operator: string, left: KqlNode, right: KqlNode): boolean | undefined {
  const [a, b] = [literalOf(left), literalOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (operator === "==") return a === b;
  if (operator === "!=" || operator === "<>") return a !== b;
  if (operator === "<") return a < b;
  if (operator === "<=") return a <= b;
  if (operator === ">") return a > b;
  return operator === ">=" ? a >= b : undefined;
}

/** The value of a text or number that is written out. */
export function literalOf(node: KqlNode): string | number | undefined {
  if (node.kind !== "LiteralExpression" && node.kind !== "PrefixUnaryExpression") return undefined;
  if (typeof node.constant === "string") return node.constant;
  const number = Number(node.text.replace(/^(?:long|int|real|double)\((.*)\)$/, "$1"));
  return node.text !== "" && Number.isFinite(number) ? number : undefined;
}

const PROBES = ["", "x", "Hello World 123 !", '{"a":1}', "가나다", "line\nline"];

/** The empty text is in every text, and some expressions match all. */
function textFact(operator: string, right: KqlNode): boolean | undefined {
  const text = literalOf(right);
  if (typeof text !== "string") return undefined;
  const positive = operator.replace(/^!/, "").replace(/_cs$/, "");
  if (text === "" && ["contains", "startswith", "endswith", "hasprefix", "hassuffix", "has"].includes(positive))
    return !operator.startsWith("!");
  if (operator !== "matches regex") return undefined;
  try {
    const regex = new RegExp(text.replace(/^\(\?[a-zA-Z]+\)/, ""), "s");
    return PROBES.every((probe) => regex.test(probe)) ? true : undefined;
  } catch {
    return undefined;
  }
}

/** No size is negative. */
function sizeFact(operator: string, left: KqlNode, right: KqlNode): boolean | undefined {
  const bound = literalOf(right);
  const isSize = /^(?:strlen|string_size)\s*\(/.test(left.text) || left.text === "Bytes" || left.text === "ItemCount";
  if (typeof bound !== "number" || !isSize) return undefined;
  if ((operator === ">=" && bound <= 0) || (operator === ">" && bound < 0)) return true;
  return (operator === "<" && bound <= 0) || (operator === "<=" && bound < 0) ? false : undefined;
}

/** No column of a log record is ever null. */
function nullFact(node: KqlNode): boolean | undefined {
  const name = node.child("Name")?.text;
  const argument = node.child("ArgumentList")?.child("Expressions")?.elements[0]?.text ?? "";
  if (!Object.hasOwn(LOG_RECORDS, argument)) return undefined;
  return name === "isnotnull" ? true : name === "isnull" ? false : undefined;
}
