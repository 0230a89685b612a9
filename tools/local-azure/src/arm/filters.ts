import type { DeleteFilter, Engine } from "@logdoctor/kql-engine";
import { z } from "zod";
import type { Table, Workspace } from "../workspace/workspace.ts";
import type { World } from "../world.ts";
import { armError } from "./arm-call.ts";

const Scalar = z.union([z.string(), z.number()]);

/** Operators of Purge and Delete Data. OperationalInsights 2025-07-01 WorkspacePurge.json, TablesDeleteData.json */
const Filter = z.strictObject({
  column: z.string(),
  operator: z.enum(["==", "=~", "in", "in~", ">", ">=", "<", "<=", "between"]),
  value: z.union([Scalar, z.array(Scalar)]),
  key: z.string().optional(),
});
export const Filters = z.array(Filter).min(1);

/** The filters for the store; 400 for a column that the table lacks, or for a `key`, which local-azure cannot follow. */
export function toDeleteFilters(table: Table, filters: z.infer<typeof Filters>): DeleteFilter[] {
  return filters.map(({ key, ...filter }) => {
    if (key !== undefined)
      throw armError(501, "NotImplemented", "local-azure does not filter by a key inside a dynamic column.");
    if (!(filter.column in table.schema.columns)) {
      throw armError(400, "InvalidParameter", `Table '${table.name}' has no column '${filter.column}'.`, "filters");
    }
    return filter;
  });
}

/** Deletes in queryable rows and in those kept beyond; returns how many. */
export async function deleteRows(
  world: World,
  workspace: Workspace,
  table: Table,
  filters: DeleteFilter[],
): Promise<number> {
  const now = world.clock.now();
  return workspace.exclusive(async () => {
    const engines: Engine[] = [workspace.engine];
    if (workspace.hiddenOpen) engines.push(await workspace.hidden());
    let count = 0;
    for (const engine of engines) {
      if (engine.tables().has(table.name)) count += await engine.deleteWhere(table.name, filters, { now });
    }
    return count;
  });
}
