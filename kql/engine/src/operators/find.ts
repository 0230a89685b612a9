import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";

export function find(node: KqlNode, context: Context): Relation {
  throw refuse(context, node, "find is not supported; write union and where");
}
