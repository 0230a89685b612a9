import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "./source-file.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What git ignores, and git itself. */
const ignored = new Set([".git", "node_modules", "dist", "coverage", ".logdoctor"]);
const written =
  /\.(tsx?|mjs|md|bicep|bicepparam|ya?ml|css|html|svg)$|(^|\/)(package|knip|biome|tsconfig[.a-z]*)\.json$|^\.ci\/run$/;
const lockFile = "pnpm-lock.yaml";

/** Every file of the repository. Data files (tables, schemas, samples, images) come with empty text. */
export function readRepository(): SourceFile[] {
  return pathsIn(root).map((full) => {
    const path = relative(root, full).split(sep).join("/");
    const text = written.test(path) && path !== lockFile ? readFileSync(full, "utf8") : "";
    return { path, text };
  });
}

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name) || entry.name.endsWith(".log")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsIn(path) : [path];
  });
}
