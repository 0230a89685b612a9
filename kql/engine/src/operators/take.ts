import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";
import { constantCount, noParameters } from "./operator.ts";

/** Which rows `take` keeps of unordered ones is anyone's choice, in Kusto too. */
export function take(node: KqlNode, input: Relation, context: Context): Relation {
  noParameters(node, context);
  return limit(input, constantCount(node.child("Expression"), node, context));
}

export function limit(input: Relation, rows: bigint): Relation {
  const order = input.order === undefined ? "" : ` ORDER BY ${input.order.join(", ")}`;
  return { ...input, sql: `SELECT * FROM (${input.sql})${order} LIMIT ${rows}` };
}
