import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context, Shared } from "./context.ts";
import type { Relation } from "./relation.ts";

/** SQL whose rows are others each time. */
const RANDOM = /\b(?:random|uuid)\(\)|\bUSING SAMPLE\b/;

/**
 * `materialize(rows)`: each use sees the same rows. Mostly rows hang on the data and the clock alone, and computing them
 * once or twice is the same. https://learn.microsoft.com/kusto/query/materialize-function
 */
export function materialized(node: KqlNode, context: Context, compile: () => Relation): Relation {
  const known = context.shared.find(({ offset, names }) => offset === node.offset && names === context.names);
  if (known !== undefined) return useOf(known, context);
  const rows = compile();
  if (!RANDOM.test(rows.sql)) return rows;
  const made = { offset: node.offset, names: context.names, name: context.fresh(), rows: numbered(rows, context) };
  context.shared.push(made);
  return useOf(made, context);
}

// The order of the rows is kept as a number beside them.
function numbered(rows: Relation, context: Context): Relation {
  if (rows.order === undefined) return rows;
  const place = context.fresh();
  const sql = `SELECT *, row_number() OVER (ORDER BY ${rows.order.join(", ")}) AS ${place} FROM (${rows.sql})`;
  return { ...rows, sql, order: [place] };
}

function useOf({ name, rows }: Shared, context: Context): Relation {
  const columns = rows.columns.map((column) => ({ ...column, physical: context.fresh() }));
  const items = columns.map(({ physical }, i) => `${rows.columns[i]?.physical} AS ${physical}`);
  const order = rows.order?.map((item) => ({ item, physical: context.fresh() })) ?? [];
  const all = [...items, ...order.map(({ item, physical }) => `${item} AS ${physical}`)];
  return {
    columns,
    sql: `SELECT ${all.length === 0 ? "1" : all.join(", ")} FROM ${name}`,
    ...(order.length === 0 ? {} : { order: order.map(({ physical }) => physical) }),
  };
}

/** The clause that defines them, for the whole query. */
export function withShared(shared: readonly Shared[]): string {
  if (shared.length === 0) return "";
  return `WITH ${shared.map(({ name, rows }) => `${name} AS MATERIALIZED (${rows.sql})`).join(", ")} `;
}
