import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { type Expr, nullOf, SQL_TYPES } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns, listedColumns, listOf, newColumn } from "./operator.ts";

export function print(node: KqlNode, context: Context): Relation {
  const bound = boundColumns(node, context);
  const values = listOf(node)
    .flatMap((item) => listedColumns(item, (expression) => compileExpr(expression, { context })))
    .map(({ value }) => value);
  if (values.length !== bound.length || values.length === 0)
    throw refuse(context, node, "This list of values is not supported");
  const made = values.map((value, i) => newColumn(bound[i]?.name ?? "", value, context));
  return { columns: made.map(({ column }) => column), sql: `SELECT ${made.map(({ item }) => item).join(", ")}` };
}

export function datatable(node: KqlNode, context: Context): Relation {
  const columns = boundColumns(node, context).map((column) => ({ ...column, physical: context.fresh() }));
  const values = listOf(node, "Values");
  if (columns.length === 0 || values.length % columns.length !== 0)
    throw refuse(context, node, "The number of values does not fit the columns", "SemanticError");
  const names = columns.map(({ physical }) => physical).join(", ");
  if (values.length === 0)
    return {
      columns,
      sql: `SELECT ${columns.map(({ type, physical }) => `${nullOf(type).sql} AS ${physical}`).join(", ")} WHERE false`,
    };
  const rows: string[] = [];
  for (let start = 0; start < values.length; start += columns.length) {
    const cells = columns.map(({ type }, i) => cell(values[start + i], type, context));
    rows.push(`(${cells.join(", ")})`);
  }
  return { columns, sql: `SELECT * FROM (VALUES ${rows.join(", ")}) AS v(${names})` };
}

function cell(node: KqlNode | undefined, type: ColumnType, context: Context): string {
  if (node === undefined) return nullOf(type).sql;
  const value = compileExpr(node, { context });
  if (value.type === type) return value.sql;
  // `int(null)` in a column of long, as the documentation writes it.
  if (value.literal === null) return nullOf(type).sql;
  const fits = numberFits(value, type);
  if (!fits) throw refuse(context, node, `A ${value.type} in a column of ${type} is not supported`);
  return `CAST(${value.sql} AS ${SQL_TYPES[type]})`;
}

function numberFits(value: Expr, type: ColumnType): boolean {
  if (value.literal === null) return false;
  if (type === "long") return value.type === "int";
  if (typeof value.literal !== "bigint") return false;
  return type === "real"
    ? BigInt(Number(value.literal)) === value.literal
    : type === "int" && BigInt.asIntN(32, value.literal) === value.literal;
}
