import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../normalisers/", import.meta.url);

/** How the rows of Azure's own tables become log records, by table: columns of a `project`. */
export function shippedNormalisers(): Readonly<Record<string, string>> {
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".kql"));
  return Object.fromEntries(
    files.sort().map((name) => [name.slice(0, -4), readFileSync(new URL(name, folder), "utf8").trim()]),
  );
}
