import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "./context.ts";
import { type Expr, expr, sqlString } from "./expr.ts";
import { compileChild } from "./expression.ts";

/** `bag.name` and `bag["name"]`: null where there is no such property, or where it is null. */
export function compilePath(node: KqlNode, scope: Scope): Expr {
  const name = propertyName(node);
  // A name of digits would count into an array; by position only a proven few cases are known.
  if (name === undefined || /^-?\d+$/.test(name))
    throw refuse(scope.context, node, "Only a property by its constant name is supported");
  const bag = compileChild(node, "Expression", scope);
  if (bag.type !== "dynamic") throw refuse(scope.context, node, `A property of ${bag.type} is not supported`);
  const pointer = sqlString(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return expr("dynamic", `CAST(nullif(json_extract(CAST(${bag.sql} AS JSON), ${pointer}), 'null') AS VARCHAR)`);
}

function propertyName(node: KqlNode): string | undefined {
  const selector = node.child("Selector");
  if (node.kind === "PathExpression") return selector?.child("Name")?.kind === "TokenName" ? selector.text : undefined;
  const key = selector?.child("Expression");
  return key?.kind === "LiteralExpression" && typeof key.constant === "string" ? key.constant : undefined;
}
