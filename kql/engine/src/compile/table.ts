import type { KqlNode } from "@logdoctor/kql/syntax";
import { OPERATORS } from "../operators/registry.ts";
import { datatable, print, range } from "../operators/sources.ts";
import { unionSource } from "../operators/union.ts";
import { type Context, refuse } from "./context.ts";
import type { Relation } from "./relation.ts";

type Source = (node: KqlNode, context: Context) => Relation;

const SOURCES: Readonly<Record<string, Source>> = {
  PipeExpression: pipe,
  NameReference: stored,
  ParenthesizedExpression: (node, context) => compileTable(inner(node, context), context),
  PrintOperator: print,
  DataTableExpression: datatable,
  RangeOperator: range,
  UnionOperator: unionSource,
};

/** A tabular expression as a SELECT. */
export function compileTable(node: KqlNode, context: Context): Relation {
  const source = SOURCES[node.kind];
  if (source === undefined) throw refuse(context, node, `${node.kind} is not supported`);
  return source(node, context);
}

function inner(node: KqlNode, context: Context): KqlNode {
  const child = node.child("Expression");
  if (child === undefined) throw refuse(context, node, "An empty expression");
  return child;
}

function pipe(node: KqlNode, context: Context): Relation {
  const input = compileTable(inner(node, context), context);
  const operator = node.child("Operator");
  const implementation = operator === undefined ? undefined : OPERATORS[operator.kind];
  if (operator === undefined || implementation === undefined)
    throw refuse(context, operator ?? node, `${operator?.kind ?? "This operator"} is not supported`);
  return implementation(operator, input, context);
}

function stored(node: KqlNode, context: Context): Relation {
  const name = node.symbol?.name ?? "";
  const bound = context.relations.get(name);
  if (node.symbol?.kind !== "table" || bound !== undefined) {
    if (bound === undefined) throw refuse(context, node, `The name ${node.text} is not supported here`);
    return compileTable(bound, context);
  }
  const table = context.tables.get(name);
  if (table === undefined) throw refuse(context, node, `There is no table ${name}`, "SemanticError");
  const columns = table.columns.map((column) => ({ ...column, physical: context.fresh() }));
  const [ingestion, rowId] = [context.fresh(), context.fresh()];
  const items = columns.map((column, i) => `c${i} AS ${column.physical}`);
  return {
    columns,
    ingestion,
    rowId,
    sql: `SELECT ${[...items, `ingested AS ${ingestion}`, `rowid AS ${rowId}`].join(", ")} FROM ${table.physical}${timespan(table, context)}`,
  };
}

// The API's timespan is one more condition on the time of every table read.
function timespan(table: { columns: readonly { name: string; type: string }[] }, { options }: Context): string {
  const index = table.columns.findIndex(({ name, type }) => name === "TimeGenerated" && type === "datetime");
  if (options.timespan === undefined || index < 0) return "";
  return ` WHERE c${index} >= ${options.timespan.start} AND c${index} < ${options.timespan.end}`;
}
