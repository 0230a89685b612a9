import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns } from "./operator.ts";

export function count(node: KqlNode, input: Relation, context: Context): Relation {
  const bound = boundColumns(node, context)[0];
  if (bound === undefined) throw refuse(context, node, "count gives one column");
  const physical = context.fresh();
  return {
    columns: [{ name: bound.name, type: "long", physical }],
    sql: `SELECT count(*) AS ${physical} FROM (${input.sql})`,
  };
}
