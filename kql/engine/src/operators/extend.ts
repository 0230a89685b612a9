import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileExpr } from "../compile/expression.ts";
import { findColumn, type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { implicitName } from "./implicit-name.ts";
import { boundColumns, listedColumns, listOf, newColumn } from "./operator.ts";
import { windowing } from "./windowing.ts";

export function extend(node: KqlNode, input: Relation, context: Context): Relation {
  const added: string[] = [];
  const fresh = new Map<string, RelationColumn>();
  const bound = boundColumns(node, context).filter(({ name }) => input.unseen?.has(name) !== true);
  const windows = windowing(input, context);
  const list = listOf(node).flatMap((item) =>
    listedColumns(item, (expression) => compileExpr(expression, windows.scope)),
  );
  const explicit = new Set(list.map((item) => item.name));
  const given = bound
    .filter(({ name }) => findColumn(input, name) === undefined && !explicit.has(name))
    .map(({ name }) => name);
  for (const { name, value, node: expression } of list) {
    const replaced = implicitName(expression);
    const implicit = replaced !== undefined && !fresh.has(replaced) && !explicit.has(replaced) ? replaced : undefined;
    const chosen = name ?? implicit ?? given.shift();
    if (chosen === undefined || fresh.has(chosen))
      throw refuse(context, expression, "The name of this column is not clear");
    const { column, item } = newColumn(chosen, value, context);
    fresh.set(chosen, column);
    added.push(item);
  }
  const columns = bound.map(({ name }) => {
    const column = fresh.get(name) ?? findColumn(input, name);
    if (column === undefined) throw refuse(context, node, `The column ${name} is not known`);
    return column;
  });
  const source = windows.relation();
  return { ...source, columns, sql: selectWith(source, added) };
}
