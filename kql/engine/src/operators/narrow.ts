import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { shown, sqlString } from "../compile/expr.ts";
import { columnExpr, type Relation, selectWith } from "../compile/relation.ts";
import { text } from "../functions/conversion.ts";

/**
 * A row for each cell: the row's number from 0, the column's name, the value as text.
 * https://learn.microsoft.com/kusto/query/narrow-plugin
 */
export function narrow(node: KqlNode, _call: KqlNode, input: Relation, context: Context): Relation {
  const [position, row, column, value] = [context.fresh(), context.fresh(), context.fresh(), context.fresh()];
  const order = input.order === undefined ? "" : `ORDER BY ${input.order.join(", ")}`;
  const numbered = selectWith(input, [`row_number() OVER (${order}) - 1 AS ${position}`]);
  const place = context.fresh();
  const columns = input.columns.filter(({ hidden }) => hidden !== true);
  const cells = columns.map((from, i) => {
    const shownText = text(shown(columnExpr(from)), { refuse: (message) => refuse(context, node, message) });
    return `SELECT ${position} AS ${row}, ${sqlString(from.name)} AS ${column}, ${shownText.sql} AS ${value}, ${i} AS ${place} FROM numbered`;
  });
  return {
    columns: [
      { name: "Row", type: "long", physical: row },
      { name: "Column", type: "string", physical: column },
      { name: "Value", type: "string", physical: value },
    ],
    sql: `WITH numbered AS MATERIALIZED (${numbered}) ${cells.join(" UNION ALL ")}`,
    order: [row, place],
  };
}
