import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { type Expr, SQL_TYPES } from "../compile/expr.ts";
import { compileChild } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns } from "./operator.ts";

const STEPS: Partial<Record<ColumnType, readonly ColumnType[]>> = {
  int: ["int", "long"],
  long: ["int", "long"],
  datetime: ["timespan"],
  timespan: ["timespan"],
};

/** `range x from a to b step c`. https://learn.microsoft.com/kusto/query/range-operator */
export function range(node: KqlNode, context: Context): Relation {
  const bound = boundColumns(node, context)[0];
  const from = compileChild(node, "From", { context });
  const to = compileChild(node, "To", { context });
  const step = compileChild(node, "Step", { context });
  const type = bound?.type;
  if (bound === undefined || type === undefined) throw refuse(context, node, "range gives one column");
  const physical = context.fresh();
  // A range is serialized; which way it goes is known of a constant step.
  const columns = [{ ...bound, physical }];
  const down = (typeof step.literal === "bigint" || typeof step.literal === "number") && step.literal < 0;
  const order = step.literal === undefined ? {} : { order: [`${physical} ${down ? "DESC" : "ASC"}`] };
  if (type === "real")
    return { columns, ...order, sql: `SELECT unnest(${reals([from, to, step], node, context)}) AS ${physical}` };
  const ends: readonly ColumnType[] = type === "long" ? ["int", "long"] : [type];
  if (!ends.includes(from.type) || !ends.includes(to.type) || !STEPS[type]?.includes(step.type))
    throw refuse(context, node, `range from ${from.type} to ${to.type} step ${step.type} is not supported`);
  if (step.literal === 0n) throw refuse(context, node, "range needs a step other than 0", "SemanticError");
  const literals = [from, to, step].map(({ literal }) => literal);
  if (literals.every((literal) => typeof literal === "bigint"))
    return {
      columns,
      ...order,
      sql: `SELECT CAST(r AS ${SQL_TYPES[type]}) AS ${physical} FROM generate_series(${literals.join(", ")}) AS g(r)`,
    };
  const [a, b, c] = [from, to, step].map((value) => ended(value));
  return {
    columns,
    ...order,
    sql: `SELECT CAST(unnest(generate_series(${a}, ${b}, ${c})) AS ${SQL_TYPES[type]}) AS ${physical}`,
  };
}

function ended({ sql, nullable }: Expr): string {
  const value = `CAST(${sql} AS BIGINT)`;
  return nullable
    ? `CASE WHEN ${value} IS NULL THEN error('kql:Runtime:range from, to or by null') ELSE ${value} END`
    : value;
}

const maxReals = 100_000;

// Adding the step again and again and multiplying it differ in the last digits: only where they do not, the rows are certain.
function reals(ends: readonly Expr[], node: KqlNode, context: Context): string {
  const [a, b, c] = ends.map(({ literal }) => (literal === undefined ? Number.NaN : Number(literal)));
  if (a === undefined || b === undefined || c === undefined || ![a, b, c].every(Number.isFinite) || c === 0)
    throw refuse(context, node, "range of reals needs constants");
  const values: string[] = [];
  for (let i = 0, sum = a; c > 0 ? sum <= b : sum >= b; i++, sum += c) {
    if (sum !== a + i * c || i >= maxReals) throw refuse(context, node, "How range rounds these reals is not proven");
    values.push(String(sum));
  }
  return `CAST([${values.join(", ")}] AS DOUBLE[])`;
}
