import { createRequire } from "node:module";
import { Language, type Node, Parser } from "web-tree-sitter";

export type { Node };

const require = createRequire(import.meta.url);
await Parser.init();
const bicep = await Language.load(require.resolve("tree-sitter-bicep/tree-sitter-bicep.wasm"));

/** A Bicep source that the grammar refuses, with every place where it does. */
class BicepSyntaxError extends Error {
  override readonly name = "BicepSyntaxError";
}

/** Syntax tree of a Bicep source. Throws {@link BicepSyntaxError}. */
export function parseBicep(source: string, name: string): Node {
  const parser = new Parser();
  parser.setLanguage(bicep);
  const root = parser.parse(source)?.rootNode;
  if (root === undefined) throw new BicepSyntaxError(`${name}: no syntax tree`);
  const faults = everyNode(root).filter((node) => node.isError || node.isMissing);
  if (faults.length > 0) throw new BicepSyntaxError(faults.map((node) => `${placeOf(name, node)}: syntax`).join("\n"));
  const unclear = everyNode(root).find(isUnclear);
  if (unclear)
    throw new BicepSyntaxError(`${placeOf(name, unclear)}: write parentheses or a variable: ${unclear.text}`);
  return root;
}

const operations = new Set(["ternary_expression", "binary_expression", "unary_expression"]);

/**
 * The grammar is laxer than Bicep about precedence: `a ? b : f().c` comes out as `(a ? b : f()).c`, and `[f(x)]` may
 * come out as two items. Such places are refused rather than read wrongly.
 */
function isUnclear(node: Node): boolean {
  const object = node.childForFieldName("object") ?? node.childForFieldName("function");
  if (object !== null && operations.has(object.type)) return true;
  if (node.type !== "array") return false;
  return partsOf(node).some(
    (item, index, all) => item.type === "parenthesized_expression" && all[index - 1]?.type === "identifier",
  );
}

/** Parameter files: the grammar knows no `param x = value`, which has the shape of a variable. */
export function parseBicepParameters(source: string, name: string): Node {
  return parseBicep(source.replaceAll(/^param (\w+) =/gm, "var $1 ="), name);
}

export function placeOf(name: string, node: Node): string {
  return `${name}:${node.startPosition.row + 1}:${node.startPosition.column + 1}`;
}

export function everyNode(node: Node): Node[] {
  return [node, ...partsOf(node, true).flatMap(everyNode)];
}

/** Named children without comments; with `all`, also the unnamed ones. */
export function partsOf(node: Node, all = false): Node[] {
  const children = all ? node.children : node.namedChildren;
  return children.filter((child) => !["comment", "diagnostic_comment"].includes(child.type));
}

/** The nth part; throws where the tree has another shape than expected. */
export function part(node: Node, index: number): Node {
  const found = partsOf(node).at(index);
  if (found === undefined) throw new BicepSyntaxError(`${placeOf("?", node)}: ${node.type} has no part ${index}`);
  return found;
}

export function field(node: Node, name: string): Node {
  const found = node.childForFieldName(name);
  if (found === null) throw new BicepSyntaxError(`${placeOf("?", node)}: ${node.type} has no ${name}`);
  return found;
}
