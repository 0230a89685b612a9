import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { ShippedRule } from "./rule.ts";

const FOLDER = fileURLToPath(new URL("../../rules/", import.meta.url));

/** Every rule of `kql/rules`, by id. Throws ZodError for a rule.yaml of another shape. */
export function loadRules(folder = FOLDER): ShippedRule[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => ShippedRule.parse(parse(readFileSync(join(folder, name, "rule.yaml"), "utf8"))));
}
