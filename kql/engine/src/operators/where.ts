import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileChild } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import { noParameters } from "./operator.ts";
import { windowing } from "./windowing.ts";

export function where(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const windows = windowing(input, context);
  const condition = compileChild(node, "Condition", windows.scope);
  if (condition.type !== "bool") throw refuse(context, node, `where needs a bool, not ${condition.type}`);
  const source = windows.relation();
  return { ...source, sql: `SELECT * FROM (${source.sql}) WHERE ${condition.truth ?? condition.sql}` };
}
