import { type Node, part, partsOf } from "./grammar.ts";
import { type Declaration, decoratorsIn, readTemplate, type Template, textOf } from "./template.ts";
import { isRecord, isReference, isUnknown, type Value } from "./value.ts";

type Decorators = ReadonlyMap<string, readonly Node[]>;

/** Why a parameter cannot have this value: its type and its decorators, as far as the value is known. */
export function problemsOfParam(param: Declaration, value: Value, template: Template): string[] {
  return problemsOf(value, part(param.node, 1), template)
    .concat(problemsOfDecorators(value, param.decorators))
    .map((problem) => `${param.name}: ${problem}`);
}

function problemsOf(value: Value, type: Node, template: Template): string[] {
  if (isUnknown(value) || isReference(value)) return [];
  switch (type.type) {
    case "type":
    case "parenthesized_type":
      return problemsOf(value, part(type, 0), template);
    case "primitive_type":
      return primitiveOf(value) === type.text ? [] : [`${JSON.stringify(value)} is no ${type.text}`];
    case "nullable_type":
      return value === null ? [] : problemsOf(value, part(type, 0), template);
    case "string":
      return value === textOf(type) ? [] : [`${JSON.stringify(value)} is not ${type.text}`];
    case "union_type":
      return partsOf(type).some((option) => problemsOf(value, option, template).length === 0)
        ? []
        : [`${JSON.stringify(value)} is none of ${type.text}`];
    case "array_type":
      if (!Array.isArray(value)) return [`${JSON.stringify(value)} is no array`];
      return value.flatMap((item) => problemsOf(item, part(type, 0), template));
    case "object":
      return problemsOfObject(value, type, template);
    case "identifier":
      return problemsOfNamed(value, type.text, template);
    default:
      return [`type ${type.type} is not handled`];
  }
}

function primitiveOf(value: Value): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "fraction";
  return value === null ? "null" : typeof value;
}

function problemsOfNamed(value: Value, name: string, template: Template): string[] {
  const file = template.imports.get(name);
  const home = file === undefined ? template : readTemplate(file);
  const type = home.types.find((candidate) => candidate.name === name);
  return type === undefined ? [`type ${name} is not declared`] : problemsOf(value, part(type.node, 1), home);
}

function problemsOfObject(value: Value, type: Node, template: Template): string[] {
  if (!isRecord(value)) return [`${JSON.stringify(value)} is no object`];
  let decorators: Decorators = new Map();
  const known = new Set<string>();
  const problems: string[] = [];
  for (const child of partsOf(type)) {
    if (child.type === "decorators") decorators = decoratorsIn(child);
    else {
      const key = part(child, 0).text;
      known.add(key);
      const item = value[key];
      const optional = part(child, 1).type === "nullable_type";
      if (item !== undefined)
        problems.push(...problemsOf(item, part(child, 1), template), ...problemsOfDecorators(item, decorators));
      else if (!optional) problems.push(`${key} is missing`);
      decorators = new Map();
    }
  }
  return problems.concat(
    Object.keys(value)
      .filter((key) => !known.has(key))
      .map((key) => `${key} is not declared`),
  );
}

function problemsOfDecorators(value: Value, decorators: Decorators): string[] {
  if (isUnknown(value) || isReference(value) || value === null) return [];
  const size = typeof value === "number" ? value : typeof value === "string" || Array.isArray(value) ? value.length : 0;
  const limit = (name: string): number | undefined => {
    const node = decorators.get(name)?.[0];
    return node === undefined ? undefined : Number(node.text);
  };
  const low = limit("minValue") ?? limit("minLength");
  const high = limit("maxValue") ?? limit("maxLength");
  const allowed = decorators.get("allowed")?.[0];
  const shown = JSON.stringify(value);
  return [
    ...(low !== undefined && size < low ? [`${shown} is below ${low}`] : []),
    ...(high !== undefined && size > high ? [`${shown} is above ${high}`] : []),
    ...(allowed !== undefined && !partsOf(allowed).some((option) => option.text.replaceAll("'", "") === String(value))
      ? [`${shown} is not allowed`]
      : []),
  ];
}
