import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { field, type Node, parseBicep, part, partsOf } from "./grammar.ts";

export interface Declaration {
  readonly name: string;
  readonly node: Node;
  /** Decorators above the declaration, by name. */
  readonly decorators: ReadonlyMap<string, readonly Node[]>;
}

export interface ResourceDeclaration extends Declaration {
  readonly type: string;
  readonly apiVersion: string;
  readonly existing: boolean;
}

/** One Bicep file by its declarations. */
export interface Template {
  readonly path: string;
  readonly root: Node;
  readonly targetScope: string;
  readonly params: readonly Declaration[];
  readonly vars: readonly Declaration[];
  readonly types: readonly Declaration[];
  readonly outputs: readonly Declaration[];
  readonly resources: readonly ResourceDeclaration[];
  /** `type` is the module's path as written. */
  readonly modules: readonly (Declaration & { readonly file: string })[];
  readonly imports: ReadonlyMap<string, string>;
}

const kinds = {
  params: "parameter_declaration",
  vars: "variable_declaration",
  types: "type_declaration",
  outputs: "output_declaration",
  resources: "resource_declaration",
  modules: "module_declaration",
} as const;

const read = new Map<string, Template>();

/** Each file is read and parsed once. */
export function readTemplate(path: string): Template {
  const known = read.get(path);
  if (known !== undefined) return known;
  const template = templateOf(path, parseBicep(readFileSync(path, "utf8"), path));
  read.set(path, template);
  return template;
}

export function templateOf(path: string, root: Node): Template {
  const found = declarationsIn(root);
  const of = (kind: string) => found.filter(({ node }) => node.type === kind);
  const scope = partsOf(root).find((node) => node.type === "target_scope_assignment");
  return {
    path,
    root,
    targetScope: scope === undefined ? "resourceGroup" : textOf(part(scope, 0)),
    params: of(kinds.params),
    vars: of(kinds.vars),
    types: of(kinds.types),
    outputs: of(kinds.outputs),
    resources: of(kinds.resources).map(asResource),
    modules: of(kinds.modules).map((module) => ({
      ...module,
      file: resolve(dirname(path), textOf(part(module.node, 1))),
    })),
    imports: importsIn(root, path),
  };
}

function declarationsIn(root: Node): Declaration[] {
  const wanted = new Set<string>(Object.values(kinds));
  let decorators = new Map<string, Node[]>();
  const found: Declaration[] = [];
  for (const node of partsOf(root)) {
    if (node.type === "decorators") decorators = decoratorsIn(node);
    else {
      if (wanted.has(node.type)) found.push({ name: part(node, 0).text, node, decorators });
      decorators = new Map();
    }
  }
  return found;
}

/** Arguments of each decorator, by its name. */
export function decoratorsIn(node: Node): Map<string, Node[]> {
  return new Map(
    partsOf(node).map((decorator) => {
      const call = part(decorator, 0);
      return [field(call, "function").text, partsOf(field(call, "arguments"))];
    }),
  );
}

function asResource(declaration: Declaration): ResourceDeclaration {
  const [type = "", apiVersion = ""] = textOf(part(declaration.node, 1)).split("@");
  const existing = partsOf(declaration.node, true).some((node) => node.type === "existing");
  return { ...declaration, type, apiVersion, existing };
}

function importsIn(root: Node, path: string): Map<string, string> {
  const imports = partsOf(root).filter((node) => node.type === "import_functionality");
  return new Map(
    imports.flatMap((node) => {
      const file = resolve(dirname(path), textOf(part(node, -1)));
      return partsOf(node)
        .filter((child) => child.type === "identifier")
        .map((child) => [child.text, file] as const);
    }),
  );
}

const escapes: Readonly<Record<string, string>> = {
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
  "\\'": "'",
  "\\\\": "\\",
  "\\$": "$",
};

/** Text of a string without interpolation. */
export function textOf(node: Node): string {
  return partsOf(node).map(pieceOf).join("");
}

/** Text of one piece of a string. */
export function pieceOf(node: Node): string {
  if (node.type === "string_content") return node.text;
  const text = node.type === "escape_sequence" ? escapes[node.text] : undefined;
  if (text === undefined) throw new Error(`not a plain piece of text: ${node.text}`);
  return text;
}
