import { callFunction } from "./functions.ts";
import { field, type Node, part, partsOf, placeOf } from "./grammar.ts";
import { pieceOf } from "./template.ts";
import { isKnown, isRecord, isReference, isUnknown, toArm, type Value } from "./value.ts";

/** Where names and the functions of the deployment itself (`resourceGroup()` and so on) get their values. */
export interface Scope {
  readonly file: string;
  lookUp(name: string): Value | undefined;
  call(name: string, args: readonly Value[]): Value | undefined;
}

type Rule = (node: Node, scope: Scope) => Value;

const rules: Readonly<Record<string, Rule>> = {
  null: () => null,
  boolean: (node) => node.text === "true",
  number: (node) => Number(node.text),
  string: interpolate,
  identifier: (node, scope) => {
    const value = scope.lookUp(node.text);
    if (value === undefined) throw refusal(node, scope, `${node.text} is not declared`);
    return value;
  },
  array: (node, scope) => partsOf(node).map((item) => evaluate(item, scope)),
  object: readObject,
  parenthesized_expression: (node, scope) => evaluate(part(node, 0), scope),
  ternary_expression: (node, scope) =>
    evaluate(field(node, truth(field(node, "condition"), scope) ? "consequence" : "alternative"), scope),
  unary_expression: (node, scope) => !truth(field(node, "argument"), scope),
  binary_expression: compare,
  member_expression: (node, scope) =>
    member(evaluate(field(node, "object"), scope), field(node, "property").text, node),
  subscript_expression: (node, scope) =>
    member(evaluate(field(node, "object"), scope), String(toArm(evaluate(field(node, "index"), scope))), node),
  call_expression: (node, scope) => {
    const name = field(node, "function").text;
    const args = partsOf(field(node, "arguments")).map((arg) => evaluate(arg, scope));
    return scope.call(name, args) ?? callFunction(name, args, node.text);
  },
  for_statement: (node, scope) => eachOf(node, scope).flatMap(({ body, inner }) => evaluate(body, inner)),
};

/** Value of an expression. Throws where a name is not declared or the expression has a form that is not handled. */
export function evaluate(node: Node, scope: Scope): Value {
  const rule = rules[node.type];
  if (rule === undefined) throw refusal(node, scope, `${node.type} is not handled`);
  return rule(node, scope);
}

/** A condition whose value must be known before anything is deployed. */
export function truth(node: Node, scope: Scope): boolean {
  const value = evaluate(node, scope);
  if (typeof value !== "boolean") throw refusal(node, scope, "the condition is not known before deployment");
  return value;
}

/** The rounds of a loop: its body, and the scope that knows the round's item. */
export function eachOf(node: Node, scope: Scope): { body: Node; inner: Scope }[] {
  const item = field(node, "initializer").text;
  const list = evaluate(part(node, 1), scope);
  if (!Array.isArray(list)) throw refusal(node, scope, "the list is not known before deployment");
  return list.map((value) => ({
    body: field(node, "body"),
    inner: { ...scope, lookUp: (name) => (name === item ? value : scope.lookUp(name)), call: scope.call },
  }));
}

function interpolate(node: Node, scope: Scope): Value {
  const pieces = partsOf(node).map((piece) =>
    piece.type === "interpolation" ? evaluate(part(piece, 0), scope) : pieceOf(piece),
  );
  if (!pieces.every(isKnown)) return { unknown: node.text };
  return pieces.map((piece) => (typeof piece === "string" ? piece : JSON.stringify(piece))).join("");
}

function readObject(node: Node, scope: Scope): Value {
  const properties = partsOf(node).filter((child) => child.type === "object_property");
  const entries = properties.map((property): [string, Value] => {
    const key = part(property, 0);
    const name = key.type === "string" ? toArm(interpolate(key, scope)) : key.text;
    return [String(name), evaluate(part(property, 1), scope)];
  });
  const twice = entries.find(([key], index) => entries.findIndex(([other]) => other === key) !== index);
  if (twice !== undefined) throw refusal(node, scope, `${twice[0]} stands twice`);
  return Object.fromEntries(entries);
}

function member(object: Value, name: string, node: Node): Value {
  const unknown = { unknown: node.text };
  if (isUnknown(object)) return unknown;
  if (isReference(object)) return object.known()[name] ?? unknown;
  const found = isRecord(object) ? object[name] : Array.isArray(object) ? object[Number(name)] : undefined;
  if (found === undefined) throw new Error(`${node.text}: nothing is called ${name}`);
  return found;
}

function compare(node: Node, scope: Scope): Value {
  const operator = field(node, "operator").text;
  const left = evaluate(field(node, "left"), scope);
  if (operator === "&&" && left === false) return false;
  if (operator === "||" && left === true) return true;
  const right = evaluate(field(node, "right"), scope);
  if (!isKnown(left) || !isKnown(right)) return { unknown: node.text };
  if (operator === "==") return JSON.stringify(left) === JSON.stringify(right);
  if (operator === "!=") return JSON.stringify(left) !== JSON.stringify(right);
  if (operator === "&&" || operator === "||") return right;
  if (typeof left === "number" && typeof right === "number") return arithmetic(operator, left, right, node);
  throw refusal(node, scope, `${operator} is not handled`);
}

function arithmetic(operator: string, left: number, right: number, node: Node): Value {
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  if (operator === "<=") return left <= right;
  if (operator === ">=") return left >= right;
  if (operator === "-") return left - right;
  if (operator === "+") return left + right;
  throw new Error(`${node.text}: ${operator} is not handled`);
}

function refusal(node: Node, scope: Scope, reason: string): Error {
  return new Error(`${placeOf(scope.file, node)}: ${reason}: ${node.text.slice(0, 80)}`);
}
