import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";

/** An operator's parameters by name, as written; hints only say how Kusto should compute, and are left out. */
export function parametersOf(node: KqlNode, allowed: readonly string[], context: Context): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const parameter of node.child("Parameters")?.children ?? []) {
    const name = parameter.child("Name")?.text ?? "";
    if (name.startsWith("hint.")) continue;
    if (!allowed.includes(name)) throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
    found.set(name, parameter.child("Expression")?.text ?? "");
  }
  return found;
}
