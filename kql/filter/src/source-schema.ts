import type { TableSchemas } from "@logdoctor/kql/syntax";
import type { Columns } from "./targets.ts";

const known = new WeakMap<Columns, TableSchemas>();

/** The columns as those of `source`: one object for each, since the parser remembers tables by the object that says them. */
export function sourceSchema(columns: Columns): TableSchemas {
  const schema = known.get(columns) ?? { source: columns };
  known.set(columns, schema);
  return schema;
}
