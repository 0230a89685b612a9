import { parseSync, Visitor } from "oxc-parser";
import type { SourceFile } from "./source-file.ts";

/** What the rules look at in one TypeScript file. */
export interface ParsedModule {
  readonly path: string;
  /** Specifiers of `import`, `export … from` and `import("…")`, type-only ones included. */
  readonly imports: readonly string[];
  /** Names that the file exports; a default export is `default`. */
  readonly exports: readonly string[];
  /** Dotted names such as `process.env` and `vi.mock` that the code reads, each once. */
  readonly members: ReadonlySet<string>;
}

/** Parses a file. Throws when it is not TypeScript. */
export function parseModule({ path, text }: SourceFile): ParsedModule {
  const { errors, module, program } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  const members = new Set<string>();
  new Visitor({
    MemberExpression(node) {
      if (node.object.type !== "Identifier") return;
      if (!node.computed && node.property.type === "Identifier")
        members.add(`${node.object.name}.${node.property.name}`);
    },
  }).visit(program);
  const imported = module.staticImports.map((one) => one.moduleRequest.value);
  const reexported = entries.flatMap((entry) => (entry.moduleRequest === null ? [] : [entry.moduleRequest.value]));
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end));
  return {
    path,
    imports: [...imported, ...reexported, ...dynamic.map((literal) => literal.replace(/^["'`]|["'`]$/g, ""))],
    exports: entries.map(({ exportName }) => (exportName.kind === "Default" ? "default" : (exportName.name ?? "*"))),
    members,
  };
}
