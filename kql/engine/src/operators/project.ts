import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileExpr } from "../compile/expression.ts";
import { type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { boundColumns, listOf, named, newColumn } from "./operator.ts";
import { windowing } from "./windowing.ts";

export function project(node: KqlNode, input: Relation, context: Context): Relation {
  const list = listOf(node).map(named);
  const bound = boundColumns(node, context);
  if (bound.length !== list.length) throw refuse(context, node, "This list of columns is not supported");
  const windows = windowing(input, context);
  const added: string[] = [];
  const columns: RelationColumn[] = list.map(({ expression }, i) => {
    const { column, item } = newColumn(bound[i]?.name ?? "", compileExpr(expression, windows.scope), context);
    added.push(item);
    return column;
  });
  const source = windows.relation();
  return { columns, sql: selectWith(source, added), ...(source.order === undefined ? {} : { order: source.order }) };
}
