import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { findColumn, type Relation, type RelationColumn } from "../compile/relation.ts";
import { boundColumns, listOf } from "./operator.ts";

// Wildcards are the binder's work: its result columns say what is left.
/** project-away, -keep and -reorder: some of the columns, in the binder's order. */
export function selectColumns(node: KqlNode, input: Relation, context: Context): Relation {
  return { ...input, columns: boundColumns(node, context).map(({ name }) => existing(name, node, input, context)) };
}

export function projectRename(node: KqlNode, input: Relation, context: Context): Relation {
  const renamed = new Map<string, RelationColumn>();
  for (const item of listOf(node)) {
    const name = item.child("Name")?.symbol?.name;
    const from = item.child("Expression")?.symbol?.name;
    if (name === undefined || from === undefined) throw refuse(context, item, "This renaming is not supported");
    renamed.set(name, { ...existing(from, item, input, context), name });
  }
  const columns = boundColumns(node, context).map(
    ({ name }) => renamed.get(name) ?? existing(name, node, input, context),
  );
  return { ...input, columns };
}

function existing(name: string, node: KqlNode, input: Relation, context: Context): RelationColumn {
  const column = findColumn(input, name);
  if (column === undefined) throw refuse(context, node, `The column ${name} is not known`);
  return column;
}
