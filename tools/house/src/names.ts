import type { Rule } from "./source-file.ts";

const checked = /\.(tsx?|mjs|css|bicep|bicepparam|md|ya?ml|svg)$/;
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Names that readers and hosts look for as they are. */
const customary = new Set(["README.md", "CONTRIBUTING.md", "NOTICE.md", "SECURITY.md"]);
const vague = new Set(["utils", "util", "helpers", "helper", "common", "lib", "misc"]);

/** Files and folders are kebab-case and named after what they hold. */
export const names: Rule = (files) =>
  files.flatMap(({ path }) => {
    const segments = path.split("/");
    const isVague = segments.some((segment) => vague.has(segment.replace(/\..*$/, "")));
    const faults = isVague ? [`${path}: name it after what it holds`] : [];
    const file = segments.at(-1) ?? "";
    if (!checked.test(file)) return faults;
    const odd = segments.filter((segment) => !kebab.test(segment) && !customary.has(segment));
    return odd.length === 0 ? faults : [...faults, `${path}: ${odd.join(", ")} is not kebab-case`];
  });
