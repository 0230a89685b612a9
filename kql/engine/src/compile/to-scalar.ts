import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "./context.ts";
import { type Expr, expr } from "./expr.ts";
import { compileExpr } from "./expression.ts";
import { compileTable } from "./table.ts";

/** `toscalar(rows)`: the first column of the first row; null (an empty string) of no rows. */
export function toScalar(node: KqlNode, { context }: Scope): Expr {
  const value = node.child("Expression");
  if (value === undefined) throw refuse(context, node, "toscalar() needs an expression");
  if (value.type !== "table") return compileExpr(value, { context });
  const { columns, sql, order } = compileTable(value, context);
  const first = columns[0];
  if (first === undefined) throw refuse(context, node, "toscalar() of rows without columns", "SemanticError");
  const sorted = order === undefined ? "" : ` ORDER BY ${order.join(", ")}`;
  const query = `(SELECT ${first.physical} FROM (${sql})${sorted} LIMIT 1)`;
  return expr(first.type, first.type === "string" ? `coalesce(${query}, '')` : query);
}
