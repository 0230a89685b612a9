import { type KqlNode, nodesOf } from "@logdoctor/kql/syntax";
import { LEVELS } from "../log-records.ts";
import { knownFact, literalOf, operatorOf } from "./facts.ts";

/** More comparisons than this are not tried out: two to this power are. */
const ATOMS_MAX = 12;

type Columns = ReadonlyMap<string, KqlNode>;

/**
 * Whether a condition holds for every row, for none, or for some. Comparisons of which nothing is known may be either way;
 * one and its opposite never go together, and `Level` has its seven values. `some` where that cannot be told.
 */
export function holdsFor(conditions: readonly KqlNode[], columns: Columns): "all" | "none" | "some" {
  const atoms = [...new Set(conditions.flatMap((condition) => atomsOf(condition, columns)))];
  if (atoms.length > ATOMS_MAX) return "some";
  let all = true;
  let none = true;
  for (const level of LEVELS) {
    for (let bits = 0; bits < 2 ** atoms.length; bits += 1) {
      const world = { level, columns, holds: new Map(atoms.map((atom, i) => [atom, (bits >> i) % 2 === 1])) };
      const holds = conditions.every((condition) => evaluate(condition, world));
      all &&= holds;
      none &&= !holds;
      if (!all && !none) return "some";
    }
  }
  return all ? "all" : "none";
}

interface World {
  readonly level: string;
  readonly columns: Columns;
  readonly holds: ReadonlyMap<string, boolean>;
}

function evaluate(node: KqlNode, world: World): boolean {
  const parts = partsOf(node, world.columns);
  if (parts !== undefined) {
    if (parts.how === "not") return !parts.of.some((part) => evaluate(part, world));
    return parts.how === "and"
      ? parts.of.every((part) => evaluate(part, world))
      : parts.of.some((part) => evaluate(part, world));
  }
  const fact = knownFact(node) ?? levelFact(node, world.level);
  if (fact !== undefined) return fact;
  const { key, negated } = atomOf(node);
  return (world.holds.get(key) ?? false) !== negated;
}

interface Parts {
  readonly how: "and" | "or" | "not";
  readonly of: readonly KqlNode[];
}

function partsOf(node: KqlNode, columns: Columns): Parts | undefined {
  if (node.kind === "ParenthesizedExpression") return only(node.child("Expression"));
  if (node.kind === "NameReference") return only(columns.get(node.symbol?.name ?? ""));
  const called = node.child("Name")?.text;
  if (node.kind === "FunctionCallExpression" && called === "not")
    return { how: "not", of: node.child("ArgumentList")?.child("Expressions")?.elements ?? [] };
  const operator = node.kind === "BinaryExpression" ? operatorOf(node) : "";
  if (operator !== "and" && operator !== "or") return undefined;
  return { how: operator, of: [node.child("Left"), node.child("Right")].flatMap((side) => side ?? []) };
}

function only(node: KqlNode | undefined): Parts | undefined {
  return node === undefined ? undefined : { how: "and", of: [node] };
}

function atomsOf(node: KqlNode, columns: Columns): string[] {
  const parts = partsOf(node, columns);
  if (parts !== undefined) return parts.of.flatMap((part) => atomsOf(part, columns));
  if (knownFact(node) !== undefined || levelFact(node, "") !== undefined) return [];
  return [atomOf(node).key];
}

const OPPOSITES: Readonly<Record<string, string>> = { "!=": "==", "<>": "==", "!~": "=~", ">=": "<", ">": "<=" };

/** A comparison and its opposite have one key. */
function atomOf(node: KqlNode): { key: string; negated: boolean } {
  const called = node.child("Name")?.text;
  const [argument] = node.child("ArgumentList")?.child("Expressions")?.elements ?? [];
  if (argument !== undefined && (called === "isempty" || called === "isnotempty"))
    return { key: `${wordsOf(argument)} == ""`, negated: called === "isnotempty" };
  if (node.kind === "FunctionCallExpression" && called === "isnotnull")
    return { key: wordsOf(node).replace(/^isnot/, "is"), negated: true };
  const operator = operatorOf(node);
  const left = node.child("Left") ?? node.children[0];
  const right = node.child("Right") ?? node.children.at(-1);
  if (operator === "" || left === undefined || right === undefined) return { key: wordsOf(node), negated: false };
  const negated = operator in OPPOSITES || operator.startsWith("!");
  const positive = OPPOSITES[operator] ?? operator.replace(/^!/, "");
  return { key: `${wordsOf(left)} ${positive} ${wordsOf(right)}`, negated };
}

/** The words of an expression, however it is spaced. */
function wordsOf(node: KqlNode): string {
  const words = [...nodesOf(node)].filter(({ children, text }) => children.length === 0 && text !== "");
  return words.map(({ text }) => text).join(" ");
}

/** What a comparison of `Level` with texts that are written out says for one of its values. */
function levelFact(node: KqlNode, level: string): boolean | undefined {
  const left = node.child("Left") ?? node.children[0];
  const texts = textsOf(node.child("Right") ?? node.children.at(-1));
  if (left?.text !== "Level" || texts === undefined) return undefined;
  const operator = operatorOf(node);
  const fold = (text: string): string => (operator.includes("~") ? text.toLowerCase() : text);
  const among = texts.some((text) => fold(text) === fold(level));
  if (["==", "=~", "in", "in~"].includes(operator)) return among;
  return ["!=", "<>", "!~", "!in", "!in~"].includes(operator) ? !among : undefined;
}

/** The texts of a literal or of a list of them; undefined where one is computed. */
function textsOf(node: KqlNode | undefined): string[] | undefined {
  const listed = node?.kind === "ExpressionList" ? (node.child("Expressions")?.elements ?? []) : [node];
  const texts = listed.map((one) => (one === undefined ? undefined : literalOf(one)));
  return texts.every((text) => typeof text === "string") ? texts : undefined;
}
