import type { Diagnostic } from "@logdoctor/kql";
import type { KqlNode } from "@logdoctor/kql/syntax";

/** The binder wants a bool in count(); Kusto counts rows whatever stands there (measured). */
export function countsAnything(error: Diagnostic, node: KqlNode): boolean {
  if (error.code !== "KS107") return false;
  if (node.kind === "FunctionCallExpression" && node.child("Name")?.text === "count") {
    const argument = node.child("ArgumentList")?.child("Expressions")?.elements[0];
    if (argument?.offset === error.position.offset) return true;
  }
  return node.children.some((child) => countsAnything(error, child));
}
