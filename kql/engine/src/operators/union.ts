import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { nullOf } from "../compile/expr.ts";
import { findColumn, type Relation } from "../compile/relation.ts";
import { compileTable } from "../compile/table.ts";
import { boundColumns, listOf } from "./operator.ts";

/** `T | union U, V`: the piped rows are one more side. */
export function union(node: KqlNode, input: Relation, context: Context): Relation {
  return unionOf(node, [input, ...sides(node, context)], context);
}

/** `union T, U` at the start of a query. */
export function unionSource(node: KqlNode, context: Context): Relation {
  return unionOf(node, sides(node, context), context);
}

function sides(node: KqlNode, context: Context): Relation[] {
  for (const parameter of node.child("Parameters")?.children ?? [])
    if (!/^kind\s*=\s*(outer|inner)\s*$/.test(parameter.text))
      throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
  return listOf(node).map((side) => compileTable(side, context));
}

function unionOf(node: KqlNode, relations: readonly Relation[], context: Context): Relation {
  const columns = boundColumns(node, context).map(({ name, type }) => ({ name, type, physical: context.fresh() }));
  const selects = relations.map((relation) => {
    const items = columns.map(({ name, type, physical }) => {
      const own = findColumn(relation, name);
      if (own !== undefined && own.type !== type) throw refuse(context, node, `The column ${name} has several types`);
      return `${own === undefined ? nullOf(type).sql : own.physical} AS ${physical}`;
    });
    if (
      relation.columns.some(({ name }) => columns.every((column) => column.name !== name)) &&
      !/kind\s*=\s*inner/.test(node.text)
    )
      throw refuse(context, node, "Columns of several types are not supported");
    return `SELECT ${items.join(", ")} FROM (${relation.sql})`;
  });
  if (columns.length === 0) throw refuse(context, node, "A union without common columns is not supported");
  return { columns, sql: selects.join(" UNION ALL ") };
}
