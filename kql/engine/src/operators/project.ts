import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileExpr } from "../compile/expression.ts";
import { type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { boundColumns, listedColumns, listOf, newColumn } from "./operator.ts";
import { windowing } from "./windowing.ts";

export function project(node: KqlNode, input: Relation, context: Context): Relation {
  const bound = boundColumns(node, context);
  const windows = windowing(input, context);
  const list = listOf(node).flatMap((item) =>
    listedColumns(item, (expression) => compileExpr(expression, windows.scope)),
  );
  if (bound.length !== list.length) throw refuse(context, node, "This list of columns is not supported");
  const added: string[] = [];
  const columns: RelationColumn[] = list.map(({ value }, i) => {
    const { column, item } = newColumn(bound[i]?.name ?? "", value, context);
    added.push(item);
    return column;
  });
  const source = windows.relation();
  return { columns, sql: selectWith(source, added), ...(source.order === undefined ? {} : { order: source.order }) };
}
