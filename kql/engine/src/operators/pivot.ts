import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { type Expr, nullOf, sqlString } from "../compile/expr.ts";
import { argumentsOf } from "../compile/expression.ts";
import { NeedsRows } from "../compile/needs-rows.ts";
import { findColumn, type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { KqlError } from "../errors.ts";
import type { ColumnType } from "../types.ts";
import { aggregation } from "./aggregation.ts";
import { boundColumns } from "./operator.ts";

interface Plan {
  readonly pivot: RelationColumn;
  readonly aggregate: KqlNode | undefined;
  readonly keys: readonly RelationColumn[];
}

/**
 * A column for each value of the pivot column, in the order of their first row. Without a schema in the query the rows
 * are asked for the values first. https://learn.microsoft.com/kusto/query/pivot-plugin
 */
export function pivot(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  const plan = planOf(call, input, context);
  const { value, source } = cellValue(plan, { call, input, context });
  if (node.child("Schema") === undefined) {
    const end = call.offset + call.text.length;
    if (context.text.slice(call.offset, end) !== call.text) throw refuse(context, node, "pivot is not supported here");
    throw new NeedsRows(valuesSql(plan, input), end, (rows) => ` : (${schemaText(rows, plan, value.type)})`);
  }
  const bound = boundColumns(node, context);
  const columns = bound.map((column) => ({ ...column, physical: context.fresh() }));
  const keyColumns = columns.slice(0, plan.keys.length);
  const made = columns.slice(plan.keys.length);
  if (keyColumns.some(({ name, type }, i) => name !== plan.keys[i]?.name || type !== plan.keys[i]?.type))
    throw refuse(context, node, "The schema must begin with the columns that are not rotated");
  if (made.some(({ type }) => type !== value.type))
    throw refuse(context, node, `The rotated columns are of type ${value.type}`);
  const [rotated, cell] = [context.fresh(), context.fresh()];
  const keys = plan.keys.map(({ physical }) => physical);
  const grouped = `SELECT ${[...keys, `${checked(plan.pivot, made)} AS ${rotated}`, `${value.sql} AS ${cell}`].join(", ")} FROM (${source.sql}) GROUP BY ${[...keys, plan.pivot.physical].join(", ")}`;
  const items = [
    ...keyColumns.map(({ physical }, i) => `${keys[i]} AS ${physical}`),
    ...made.map(({ name, physical }) => `${cellOf(name, { rotated, cell, plan, value })} AS ${physical}`),
  ];
  const by = keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`;
  return { columns, sql: `SELECT ${items.join(", ")} FROM (${grouped})${by}` };
}

function planOf(call: KqlNode, input: Relation, context: Context): Plan {
  const [first, ...rest] = argumentsOf(call);
  const pivot = findColumn(input, first?.symbol?.name ?? "");
  if (first === undefined || pivot?.type !== "string")
    throw refuse(context, first ?? call, "pivot needs a column of strings");
  const aggregate = rest[0]?.kind === "FunctionCallExpression" ? rest[0] : undefined;
  const named = rest.slice(aggregate === undefined ? 0 : 1).map((item) => {
    const column = item.kind === "NameReference" ? findColumn(input, item.symbol?.name ?? "") : undefined;
    if (column === undefined) throw refuse(context, item, "pivot takes names of columns");
    return column;
  });
  const used = (aggregate === undefined ? [] : argumentsOf(aggregate)).map((item) => item.symbol?.name);
  const others = input.columns.filter(({ name }) => name !== pivot.name && !used.includes(name));
  const keys = named.length > 0 ? named : others;
  if (keys.some(({ type }) => type === "dynamic" || type === "decimal"))
    throw refuse(context, call, "pivot by dynamic or decimal columns is not supported");
  return { pivot, aggregate, keys };
}

function cellValue(
  { aggregate }: Plan,
  { call, input, context }: { call: KqlNode; input: Relation; context: Context },
): { value: Expr; source: Relation } {
  if (aggregate === undefined) return { value: { type: "long", sql: "count(*)", nullable: false }, source: input };
  const aggregates = aggregation(input, context, []);
  const [value, ...more] = aggregates.compile(aggregate);
  if (value === undefined || more.length > 0) throw refuse(context, call, "pivot takes an aggregate of one column");
  return { value, source: aggregates.source() };
}

// What stands where no row has the pair: 0 as the documentation prints for counts and sums, null for one of the values.
function cellOf(name: string, of: { rotated: string; cell: string; plan: Plan; value: Expr }): string {
  const { rotated, cell, plan, value } = of;
  const found = `any_value(${cell}) FILTER (WHERE ${rotated} = ${sqlString(name)})`;
  const some = `count(*) FILTER (WHERE ${rotated} = ${sqlString(name)}) > 0`;
  return `CASE WHEN ${some} THEN ${found} ELSE ${missing(plan.aggregate?.child("Name")?.text ?? "count", value.type)} END`;
}

function missing(aggregate: string, type: ColumnType): string {
  if (["count", "sum", "dcount"].includes(aggregate) && (type === "long" || type === "real")) return "0";
  if (["min", "max", "take_any", "any"].includes(aggregate)) return nullOf(type).sql;
  return "error('kql:NotSupported:What pivot gives where there is nothing to aggregate is not proven')";
}

// Kusto ends a query whose rows have a value that the given schema does not name.
function checked({ physical }: RelationColumn, made: readonly RelationColumn[]): string {
  const known = made.map(({ name }) => sqlString(name)).join(", ");
  const error = "error('kql:Runtime:pivot: the rows have a value that the schema does not name')";
  return known === "" ? error : `CASE WHEN ${physical} IN (${known}) THEN ${physical} ELSE ${error} END`;
}

function valuesSql({ pivot }: Plan, input: Relation): string {
  const order = input.order === undefined ? "" : ` ORDER BY ${input.order.join(", ")}`;
  const numbered = `SELECT ${pivot.physical} AS p, row_number() OVER (${order.trim()}) AS n FROM (${selectWith(input, [])})`;
  return `SELECT p FROM (${numbered}) GROUP BY p ORDER BY min(n)`;
}

function schemaText(values: readonly string[], { keys }: Plan, type: ColumnType): string {
  if (values.includes("")) throw new KqlError("NotSupported", "pivot: the name of the column of '' is not proven");
  const names = keys.map(({ name }) => name);
  const twice = values.find((value) => names.includes(value));
  if (twice !== undefined) throw new KqlError("NotSupported", `pivot: ${twice} is a value and a column`);
  const columns = [...keys.map(({ name, type: own }) => [name, own]), ...values.map((value) => [value, type])];
  return columns.map(([name, own]) => `[${JSON.stringify(name)}]:${own}`).join(", ");
}
