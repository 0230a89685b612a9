import type { Diagnostic } from "@logdoctor/kql";
import type { KqlNode } from "@logdoctor/kql/syntax";

interface Leniency {
  readonly code: string;
  readonly name: string;
  /** Whether it concerns the argument at `index` of `count`. */
  readonly concerns: (index: number, count: number) => boolean;
}

const LENIENT: readonly Leniency[] = [
  // The binder wants a bool in count(); Kusto counts rows whatever stands there (measured).
  { code: "KS107", name: "count", concerns: (index) => index === 0 },
  // A named argument in another place than its own is documented.
  { code: "KS107", name: "bag_unpack", concerns: (index) => index > 0 },
  // Whole seconds, says the binder; the documentation's example has a fraction.
  { code: "KS134", name: "make_timespan", concerns: (index, count) => count > 2 && index === count - 1 },
];

/** An error of the official binder where Kusto itself accepts the query. */
export function isTooStrict(error: Diagnostic, node: KqlNode): boolean {
  const rules = LENIENT.filter(({ code }) => code === error.code);
  return rules.length > 0 && calls(error, node, rules);
}

function calls(error: Diagnostic, node: KqlNode, rules: readonly Leniency[]): boolean {
  const name = node.kind === "FunctionCallExpression" ? node.child("Name")?.text : undefined;
  const rule = rules.find((candidate) => candidate.name === name);
  const list = rule === undefined ? [] : (node.child("ArgumentList")?.child("Expressions")?.elements ?? []);
  const index = list.findIndex((item) => (item.child("Expression") ?? item).offset === error.position.offset);
  if (index >= 0 && rule?.concerns(index, list.length) === true) return true;
  return node.children.some((child) => calls(error, child, rules));
}
