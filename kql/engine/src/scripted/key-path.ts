import { unproven } from "./arguments.ts";

/** A key, or several by JSONPath: `name`, `$.outer.inner`, `$['outer']['inner']`. Indexes are not part of it. */
export function keyPath(text: string): string[] {
  if (!text.startsWith("$")) return [text];
  const steps: string[] = [];
  const step = /\.([^.[\]'"$]+)|\[(?:'([^']*)'|"([^"]*)")\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) throw unproven(`The path ${text}`);
    steps.push(found[1] ?? found[2] ?? found[3] ?? "");
  }
  if (steps.length === 0) throw unproven(`The path ${text}`);
  return steps;
}
