import type { KqlNode } from "@logdoctor/kql/syntax";
import { openCall } from "./calls.ts";
import { type Context, refuse, type StoredTable } from "./context.ts";
import { argumentsOf, compileExpr } from "./expression.ts";
import { findName } from "./names.ts";
import { findColumn, type Relation } from "./relation.ts";
import { compileTable } from "./table.ts";

/** The rows that a bare name stands for. */
export function named(node: KqlNode, context: Context): Relation {
  const name = node.symbol?.name ?? node.text;
  const binding = findName(context.names, name);
  const alias = context.aliases.get(name);
  if (binding !== undefined && alias !== undefined) throw refuse(context, node, `The name ${name} is given twice`);
  if (binding?.kind === "table") return asDeclared(node, binding.rows(), context);
  if (binding?.kind === "function") return calledTable(node, context);
  if (alias !== undefined && node.symbol?.kind !== "table") return alias.rows();
  const table = node.symbol?.kind === "table" ? context.tables.get(name) : undefined;
  if (table === undefined) throw refuse(context, node, `The name ${node.text} is not supported here`);
  return stored(table, context);
}

/** The rows of `f(…)`: a function of the text, or `table("name")`. */
export function calledTable(node: KqlNode, context: Context): Relation {
  const opened = openCall(node, { context });
  if (opened !== undefined) return compileTable(opened.body, opened.context);
  const name = node.child("Name")?.text ?? node.text;
  if (name === "table") return tableFunction(node, context);
  throw refuse(context, node, `The function ${name}() is not supported here`);
}

function tableFunction(node: KqlNode, context: Context): Relation {
  const argument = argumentsOf(node)[0];
  const literal = argument === undefined ? undefined : compileExpr(argument, { context }).literal;
  const table = typeof literal === "string" ? context.tables.get(literal) : undefined;
  if (table === undefined) throw refuse(context, node, "table() needs the constant name of a table");
  return stored(table, context);
}

/** Reads a stored table; the API's time span is one more condition on its time. */
export function stored(table: StoredTable, context: Context): Relation {
  const columns = table.columns.map((column) => ({
    ...column,
    physical: context.fresh(),
    // What is stored is JSON: see storage/insert-sql.ts.
    ...(column.type === "dynamic" ? { plain: true as const } : {}),
  }));
  const [ingestion, rowId] = [context.fresh(), context.fresh()];
  const items = columns.map((column, i) => `c${i} AS ${column.physical}`);
  return {
    columns,
    ingestion,
    rowId,
    sql: `SELECT ${[...items, `ingested AS ${ingestion}`, `rowid AS ${rowId}`].join(", ")} FROM ${table.physical}${timespan(table, context)}`,
  };
}

function timespan(table: StoredTable, { options }: Context): string {
  const index = table.columns.findIndex(({ name, type }) => name === "TimeGenerated" && type === "datetime");
  if (options.timespan === undefined || index < 0) return "";
  return ` WHERE c${index} >= ${options.timespan.start} AND c${index} < ${options.timespan.end}`;
}

// A parameter `T:(a:long)` shows its body the declared columns only: those that the binder gives the name.
function asDeclared(node: KqlNode, rows: Relation, context: Context): Relation {
  const bound = node.columns;
  if (bound === undefined || bound.length === rows.columns.length) return rows;
  const columns = bound.map(({ name, type }) => {
    const column = findColumn(rows, name);
    if (column === undefined || column.type !== type) throw refuse(context, node, `The column ${name} is not known`);
    return column;
  });
  return { ...rows, columns };
}
