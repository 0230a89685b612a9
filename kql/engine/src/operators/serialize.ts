import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";
import { extend } from "./extend.ts";
import { listOf } from "./operator.ts";
import { positioned } from "./windowing.ts";

/** Rows keep the order in which they come; `serialize x = …` extends them too. */
export function serialize(node: KqlNode, input: Relation, context: Context): Relation {
  const ordered = input.order === undefined ? positioned(input, context) : input;
  return listOf(node).length === 0 ? ordered : extend(node, ordered, context);
}
