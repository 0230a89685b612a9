import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import { expansionOf, pick } from "./expansion.ts";
import { boundColumns } from "./operator.ts";
import { textsOf, unfoldedSql, unfolding } from "./unfolding.ts";

/** One row for each element; lists side by side, the shorter one filled up with nulls. */
export function mvExpand(node: KqlNode, input: Relation, context: Context): Relation {
  const names = boundColumns(node, context).map(({ name }) => name);
  const expansion = expansionOf(node, input, context, names);
  const columns = names.map((name) => {
    const column = pick(name, expansion.columns, input);
    if (column === undefined) throw refuse(context, node, `The column ${name} is not known`);
    return column;
  });
  const counts = columns.some(({ physical }) => physical === expansion.position);
  const unfolded = selectWith(
    { ...input, sql: selectWith(input, expansion.values) },
    unfolding(expansion, counts || input.order !== undefined),
  );
  const { rowId: _rowId, ...kept } = input;
  return {
    ...kept,
    columns,
    texts: new Map([...(input.texts ?? []), ...textsOf(expansion)]),
    sql: unfoldedSql(expansion, unfolded, context),
    ...(input.order === undefined ? {} : { order: [...input.order, expansion.position] }),
  };
}
