import type { Column, ColumnType } from "@logdoctor/kql-engine";

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z$/;

/**
 * Columns by what stands in rows of JSON: a number without a fraction is a long, an ISO instant in UTC a datetime, and what is
 * of several kinds is dynamic. A property that is always null is a string.
 */
export async function inferColumns(rows: AsyncIterable<string>): Promise<Column[]> {
  const seen = new Map<string, Set<ColumnType>>();
  for await (const row of rows) {
    for (const [name, value] of Object.entries(JSON.parse(row) as object)) {
      const types = seen.get(name) ?? new Set();
      seen.set(name, types);
      const type = typeOf(value);
      if (type !== undefined) types.add(type);
    }
  }
  return [...seen].map(([name, types]) => ({ name, type: common(types) }));
}

function typeOf(value: unknown): ColumnType | undefined {
  if (value === null) return undefined;
  if (typeof value === "string") return instant.test(value) ? "datetime" : "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "long" : "real";
  return "dynamic";
}

function common(types: ReadonlySet<ColumnType>): ColumnType {
  const [first, ...others] = types;
  if (first === undefined) return "string";
  if (others.length === 0) return first;
  const all = [...types];
  if (all.every((type) => type === "long" || type === "real")) return "real";
  return all.every((type) => type === "datetime" || type === "string") ? "string" : "dynamic";
}
