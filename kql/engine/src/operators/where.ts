import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileChild } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import { noParameters } from "./operator.ts";

export function where(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  const condition = compileChild(node, "Condition", { context, relation: input });
  if (condition.type !== "bool") throw refuse(context, node, `where needs a bool, not ${condition.type}`);
  return { ...input, sql: `SELECT * FROM (${input.sql}) WHERE ${condition.truth ?? condition.sql}` };
}
