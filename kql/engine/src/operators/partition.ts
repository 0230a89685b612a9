import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileChild } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import { applyOperator } from "../compile/table.ts";
import { newColumn } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";

// https://learn.microsoft.com/kusto/query/partition-operator: without a strategy there are at most 64 partitions.
const maxPartitions = 64;

/** `partition by x (operators)`: the operators run over the rows of each value of x on their own. */
export function partition(node: KqlNode, input: Relation, context: Context): Relation {
  parametersOf(node, [], context);
  const operand = node.child("Operand");
  const subquery = operand?.kind === "PartitionSubquery" ? operand.child("Subquery") : undefined;
  if (subquery === undefined)
    throw refuse(context, operand ?? node, "Only partition by a column (operators) is supported");
  const by = compileChild(node, "ByExpression", { context, relation: input });
  if (by.type === "dynamic" || by.type === "decimal")
    throw refuse(context, node, `partition by ${by.type} is not supported`);
  const { column, item } = newColumn("", by, context);
  const [keys, key] = [context.fresh(), column.physical];
  const rows = `SELECT *, ${item} FROM (${input.sql})`;
  const one: Relation = {
    ...input,
    sql: `SELECT * FROM (${rows}) WHERE ${key} IS NOT DISTINCT FROM ${keys}.v`,
  };
  const part = overRows(subquery, one, context);
  const hinted = (node.child("Parameters")?.children ?? []).some(({ text }) =>
    /hint\.strategy\s*=\s*(native|shuffle)/.test(text),
  );
  const limit = hinted
    ? ""
    : ` WHERE CASE WHEN (SELECT count(DISTINCT ${key}) FROM (${rows})) > ${maxPartitions} THEN error('kql:Runtime:More than ${maxPartitions} partitions need a hint.strategy') ELSE true END`;
  const items = part.columns.map(({ physical }) => physical).join(", ");
  return {
    columns: part.columns,
    sql: `SELECT ${items} FROM (SELECT DISTINCT ${key} AS v FROM (${rows})${limit}) AS ${keys}, LATERAL (${ordered(part)}) AS ${context.fresh()}`,
  };
}

function ordered({ sql, order }: Relation): string {
  return order === undefined ? sql : `SELECT * FROM (${sql}) ORDER BY ${order.join(", ")}`;
}

// The pipeline in the brackets has no source of its own: its first operator takes the partition's rows.
function overRows(node: KqlNode, rows: Relation, context: Context): Relation {
  if (node.kind !== "PipeExpression") return next(node, rows, context);
  const [first, operator] = [node.child("Expression"), node.child("Operator")];
  if (first === undefined || operator === undefined) throw refuse(context, node, "This partition is not supported");
  return next(operator, overRows(first, rows, context), context);
}

// `as` names the rows of the partition, for `toscalar` in what follows.
function next(operator: KqlNode, rows: Relation, context: Context): Relation {
  if (operator.kind === "AsOperator") {
    const name = operator.child("Name")?.symbol?.name ?? operator.child("Name")?.text ?? "";
    if (context.aliases.has(name)) throw refuse(context, operator, `The name ${name} is given twice`);
    context.aliases.set(name, { offset: operator.offset, rows: () => rows });
  }
  return applyOperator(operator, rows, context);
}
