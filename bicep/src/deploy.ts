import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { problemsOfParam } from "./check-type.ts";
import { type Place, placeFunctions, rootPlace, targetOf } from "./deployment-place.ts";
import { eachOf, evaluate, type Scope, truth } from "./evaluate.ts";
import { type Node, part } from "./grammar.ts";
import { type Declaration, type ResourceDeclaration, readTemplate, type Template } from "./template.ts";
import { type Arm, isRecord, isReference, once, toArm, type Value } from "./value.ts";

/** A resource as the template would ask Azure for it. What only Azure knows stands as `[expression]`. */
export interface Deployed {
  readonly file: string;
  readonly symbol: string;
  readonly type: string;
  readonly apiVersion: string;
  /** With the names of its parents. */
  readonly name: string;
  /** Resource id that the resource extends, such as a role assignment's. */
  readonly scope: string | undefined;
  readonly body: { readonly [key: string]: Arm };
}

export interface Deployment {
  readonly resources: readonly Deployed[];
  readonly outputs: () => Readonly<Record<string, Value>>;
}

/**
 * Carries out a Bicep file and its modules on paper: parameters are checked against their types and limits, conditions
 * and loops are decided, and every resource that would be made is listed. Throws at the first thing that is wrong.
 */
export function deploy(path: string, params: Readonly<Record<string, Value>>, place: Place = rootPlace): Deployment {
  const template = readTemplate(path);
  const values = new Map<string, Value>();
  const scope = scopeOf(template, values, place);
  bindParams(template, params, values, scope);
  const children: Deployment[] = [];
  for (const module of template.modules) values.set(module.name, deployModule(module, scope, place, children));
  const resources = template.resources.flatMap((resource) => {
    const made = rounds(resource.node, 2, scope).map((round) => deployedOf(template, resource, round, place));
    return resource.existing ? [] : made;
  });
  return {
    resources: [...resources, ...children.flatMap((child) => child.resources)],
    outputs: once(() =>
      Object.fromEntries(template.outputs.map((output) => [output.name, evaluate(part(output.node, -1), scope)])),
    ),
  };
}

function scopeOf(template: Template, values: Map<string, Value>, place: Place): Scope {
  const scope: Scope = {
    file: template.path,
    lookUp(name) {
      if (values.has(name)) return values.get(name);
      const variable = template.vars.find((candidate) => candidate.name === name);
      const resource = template.resources.find((candidate) => candidate.name === name);
      const found = variable
        ? evaluate(part(variable.node, -1), scope)
        : resource && resourceReference(resource, scope, place);
      if (found !== undefined) values.set(name, found);
      return found;
    },
    call(name, args) {
      if (name === "loadJsonContent") return loadJson(template.path, args[0] ?? null);
      return placeFunctions[name]?.(place, args.map(toArm));
    },
  };
  return scope;
}

function loadJson(from: string, path: Value): Value {
  return JSON.parse(readFileSync(resolve(dirname(from), String(path)), "utf8")) as Value;
}

function bindParams(
  template: Template,
  given: Readonly<Record<string, Value>>,
  values: Map<string, Value>,
  scope: Scope,
): void {
  const known = new Set(template.params.map((param) => param.name));
  const problems = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => `${name} is not a parameter`);
  for (const param of template.params) {
    const standard = param.node.namedChildren.length > 2 ? part(param.node, 2) : undefined;
    const value = given[param.name] ?? (standard === undefined ? undefined : evaluate(standard, scope));
    if (value === undefined) problems.push(`${param.name} is missing`);
    else {
      values.set(param.name, value);
      problems.push(...problemsOfParam(param, value, template));
    }
  }
  if (problems.length > 0) throw new Error(`${template.path}: ${problems.join("; ")}`);
}

/** Bodies that a declaration stands for: one for each round of its loop whose condition holds. */
function rounds(declaration: Node, index: number, scope: Scope): { body: Node; inner: Scope }[] {
  const node = part(declaration, index);
  const all = node.type === "for_statement" ? eachOf(node, scope) : [{ body: node, inner: scope }];
  return all.flatMap(({ body, inner }) => {
    if (body.type !== "if_statement") return [{ body, inner }];
    return truth(part(body, 0), inner) ? [{ body: part(body, 1), inner }] : [];
  });
}

function deployModule(
  module: Declaration & { file: string },
  scope: Scope,
  place: Place,
  children: Deployment[],
): Value {
  const made = rounds(module.node, 2, scope).map(({ body, inner }) => {
    const settings = evaluate(body, inner);
    const params = isRecord(settings) ? settings["params"] : undefined;
    const at = isRecord(settings) ? settings["scope"] : undefined;
    const child = deploy(module.file, isRecord(params) ? params : {}, at === undefined ? place : targetOf(at));
    children.push(child);
    return child;
  });
  return { reference: module.name, known: () => ({ outputs: made[0]?.outputs() ?? {} }) };
}

function resourceReference(resource: ResourceDeclaration, scope: Scope, place: Place): Value {
  return {
    reference: resource.name,
    known: once(() => {
      const round = rounds(resource.node, 2, scope)[0];
      if (round === undefined) return {};
      const { names, at } = identityOf(round.body, round.inner, place);
      const types = resource.type.split("/");
      const path = names.map((name, index) => `${types[index + 1]}/${name}`).join("/");
      return { name: names.at(-1) ?? "", id: `${at}/providers/${types[0]}/${path}`, names };
    }),
  };
}

/** Names from the outermost parent inwards, and the id of what the resource lies in or extends. */
function identityOf(body: Node, scope: Scope, place: Place): { names: string[]; at: string } {
  const settings = evaluate(body, scope);
  if (!isRecord(settings)) throw new Error(`${scope.file}: a resource is an object`);
  const parent = settings["parent"];
  const name = String(toArm(settings["name"] ?? ""));
  if (parent !== undefined && isReference(parent)) {
    const above = parent.known();
    const names = Array.isArray(above["names"]) ? above["names"].map(String) : [];
    return { names: [...names, name], at: String(above["id"]).split("/providers/")[0] ?? "" };
  }
  const at = settings["scope"];
  if (at === undefined) return { names: name.split("/"), at: place.id };
  return { names: name.split("/"), at: isReference(at) ? String(at.known()["id"]) : targetOf(at).id };
}

function deployedOf(
  template: Template,
  resource: ResourceDeclaration,
  round: { body: Node; inner: Scope },
  place: Place,
): Deployed {
  const settings = evaluate(round.body, round.inner);
  const { names, at } = identityOf(round.body, round.inner, place);
  const { parent: _parent, scope: _scope, dependsOn: _dependsOn, ...body } = isRecord(settings) ? settings : {};
  const { type, apiVersion, name: symbol } = resource;
  const arm = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, toArm(value)]));
  return { file: template.path, symbol, type, apiVersion, name: names.join("/"), scope: at, body: arm };
}
