import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { composeRule } from "./compose-rule.ts";
import { Pattern } from "./pattern.ts";

/** Writes into each rule.yaml, as its last part, the query that its `logDoctor` part stands for. */
const folder = new URL("../../patterns/", import.meta.url);
for (const name of readdirSync(fileURLToPath(folder))) {
  const file = fileURLToPath(new URL(`${name}/rule.yaml`, folder));
  const [kept = ""] = readFileSync(file, "utf8").split(/^query: /m);
  const pattern = Pattern.parse({ ...(parse(kept) as object), query: "-" });
  const query = composeRule(pattern)
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
  writeFileSync(file, `${kept}query: |-\n${query}\n`);
}
