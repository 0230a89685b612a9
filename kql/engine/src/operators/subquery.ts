import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";
import { OPERATORS } from "./registry.ts";

/** The operators of a subquery that starts with an operator, as in `mv-apply … on (where … | top …)`, over `input`. */
export function compileSubquery(node: KqlNode, input: Relation, context: Context): Relation {
  const operator = node.kind === "PipeExpression" ? node.child("Operator") : node;
  const before = node.kind === "PipeExpression" ? node.child("Expression") : undefined;
  const rows = before === undefined ? input : compileSubquery(before, input, context);
  const implementation = operator === undefined ? undefined : OPERATORS[operator.kind];
  if (operator === undefined || implementation === undefined)
    throw refuse(context, operator ?? node, `${operator?.kind ?? "This"} is not supported in a subquery`);
  return implementation(operator, rows, context);
}
