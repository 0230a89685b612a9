import { placeFunctions } from "./deployment-place.ts";
import { functionNames } from "./functions.ts";
import { field, type Node, part, partsOf, placeOf } from "./grammar.ts";
import type { Template } from "./template.ts";

/** Names of a file that are used but not declared, and declared but not used, on every path, also those not taken. */
export function problemsOfNames(template: Template): string[] {
  const declared = new Set(
    [template.params, template.vars, template.resources, template.modules].flatMap((list) =>
      list.map(({ name }) => name),
    ),
  );
  const used = new Set<string>();
  const problems: string[] = [];
  const walk = (node: Node, local: ReadonlySet<string>): void => {
    if (node.type === "identifier") {
      used.add(node.text);
      if (!declared.has(node.text) && !local.has(node.text))
        problems.push(`${placeOf(template.path, node)}: ${node.text} is not declared`);
      return;
    }
    if (node.type === "call_expression" && !isFunction(field(node, "function").text)) {
      problems.push(`${placeOf(template.path, node)}: no function is called ${field(node, "function").text}`);
    }
    const inner = node.type === "for_statement" ? new Set([...local, field(node, "initializer").text]) : local;
    for (const child of expressionsIn(node)) walk(child, inner);
  };
  for (const { node } of [
    template.params,
    template.vars,
    template.resources,
    template.modules,
    template.outputs,
  ].flat()) {
    for (const child of partsOf(node).slice(1)) walk(child, new Set());
  }
  return problems.concat(unused(template, used));
}

function isFunction(name: string): boolean {
  return functionNames.has(name) || Object.hasOwn(placeFunctions, name) || name === "loadJsonContent";
}

/** Children that are expressions: no keys, no types, no names of functions or of loop variables. */
function expressionsIn(node: Node): Node[] {
  if (node.type === "type") return [];
  if (node.type === "object_property")
    return partsOf(node).filter((child, index) => index > 0 || child.type === "string");
  if (node.type === "call_expression") return partsOf(field(node, "arguments"));
  if (node.type === "for_statement") return [part(node, 1), field(node, "body")];
  return partsOf(node).filter((child) => child.type !== "decorators");
}

function unused(template: Template, used: ReadonlySet<string>): string[] {
  const wanted = [...template.params, ...template.vars, ...template.resources.filter(({ existing }) => existing)];
  const missing = wanted.filter(({ name }) => !used.has(name)).map(({ name }) => name);
  const types = [...template.imports.keys()].filter((name) => !typeText(template).includes(name));
  return [...missing, ...types].map((name) => `${template.path}: ${name} is not used`);
}

function typeText(template: Template): string {
  return template.params.map(({ node }) => part(node, 1).text).join(" ");
}
