import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { Pattern } from "./pattern.ts";

const FOLDER = fileURLToPath(new URL("../../patterns/", import.meta.url));

/** Every pattern of `kql/patterns`, by id. Throws ZodError for a rule.yaml of another shape. */
export function loadPatterns(folder = FOLDER): Pattern[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => Pattern.parse(parse(readFileSync(join(folder, name, "rule.yaml"), "utf8"))));
}
