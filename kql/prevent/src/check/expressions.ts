import type { Diagnostic } from "@logdoctor/kql";
import { type KqlNode, nodesOf } from "@logdoctor/kql/syntax";
import { DEAR_FUNCTIONS, FUNCTIONS, NODES, REGEX_FUNCTIONS } from "./functions.ts";
import { reasonAt } from "./steps.ts";

/** What a rule may cost for each row: a comparison is 1, a regular expression 5, reading JSON 10. */
export const COST_MAX = 100;
const NODES_MAX = 3000;

/** What within an expression is not a function of one row, or not of the kind that the workspace can evaluate. */
export function reasonsAgainst(text: string, expression: KqlNode): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const node of nodesOf(expression)) {
    const refuse = (code: string, message: string) => found.push(reasonAt(text, node, code, message));
    if (!NODES.has(node.kind) && !node.kind.startsWith("Json")) {
      refuse("Construct", "Only expressions over the columns of one row are allowed");
      break;
    }
    if (node.kind === "FunctionCallExpression") {
      const name = node.child("Name")?.text ?? "";
      if (!FUNCTIONS.has(name)) refuse("Function", `${name}() is not among the functions that a rule may call`);
    }
    const regex = regexOf(node);
    if (regex !== undefined) {
      const why = whyNoRegex(regex);
      if (why !== undefined) refuse("Regex", why);
    }
  }
  return found;
}

/** The cost of expressions for each row. */
export function costOf(expressions: readonly KqlNode[]): number {
  let cost = 0;
  let nodes = 0;
  for (const expression of expressions) {
    for (const node of nodesOf(expression)) {
      nodes += 1;
      cost += costOfNode(node);
    }
  }
  return nodes > NODES_MAX ? Number.POSITIVE_INFINITY : cost;
}

function costOfNode(node: KqlNode): number {
  if (node.kind === "FunctionCallExpression") return DEAR_FUNCTIONS[node.child("Name")?.text ?? ""] ?? 0.5;
  if (node.kind === "BinaryExpression") return node.symbol?.name === "MatchRegex" ? 5 : 1;
  if (node.kind === "InExpression" || node.kind === "HasAnyExpression" || node.kind === "HasAllExpression")
    return 1 + (node.child("Right")?.children[1]?.elements.length ?? 0) / 20;
  return 0;
}

/** The place of a regular expression, where the node has one. */
function regexOf(node: KqlNode): KqlNode | undefined {
  if (node.kind === "BinaryExpression" && node.symbol?.name === "MatchRegex") return node.child("Right");
  const place = REGEX_FUNCTIONS[node.child("Name")?.text ?? ""];
  if (node.kind !== "FunctionCallExpression" || place === undefined) return undefined;
  return node.child("ArgumentList")?.child("Expressions")?.elements[place];
}

/** RE2 knows no look-around and no references back: https://learn.microsoft.com/kusto/query/regex */
function whyNoRegex(node: KqlNode): string | undefined {
  if (typeof node.constant !== "string") return "A regular expression must be a text, not computed from the row";
  if (/\(\?<?[=!]/.test(node.constant) || /\\[1-9]/.test(node.constant))
    return "This regular expression looks around or refers back, which Log Analytics cannot do";
  try {
    new RegExp(
      node.constant
        .replace(/\(\?([a-zA-Z]+)\)/g, "")
        .replace(/\(\?[a-zA-Z]+:/g, "(?:")
        .replace(/\(\?P</g, "(?<"),
    );
    return undefined;
  } catch {
    return "This is no regular expression";
  }
}
