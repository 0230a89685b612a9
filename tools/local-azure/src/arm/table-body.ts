import { analyticsDays, totalDays } from "../workspace/retention.ts";
import type { Table, Workspace } from "../workspace/workspace.ts";
import type { World } from "../world.ts";

const WIRE_TYPES: Record<string, string> = { bool: "boolean", datetime: "dateTime" };

/** A table as the Tables API returns it. OperationalInsights 2025-07-01 Tables.json */
export function tableBody(world: World, workspace: Workspace, table: Table): object {
  const analytics = analyticsDays(table, workspace.retentionInDays);
  const total = totalDays(table, workspace.retentionInDays);
  const columns = Object.entries(table.schema.columns).map(([name, type]) => ({
    name,
    type: WIRE_TYPES[type] ?? type,
  }));
  return {
    id: `${workspace.id}/tables/${table.name}`,
    name: table.name,
    properties: {
      retentionInDays: analytics,
      retentionInDaysAsDefault: table.retentionInDays === null,
      totalRetentionInDays: total,
      totalRetentionInDaysAsDefault: table.totalRetentionInDays === null,
      archiveRetentionInDays: total - analytics,
      plan: table.plan,
      ...(table.planChangedAt === undefined
        ? {}
        : { lastPlanModifiedDate: new Date(table.planChangedAt).toISOString() }),
      provisioningState: table.lockedUntil > world.clock.nowMs() ? "Updating" : "Succeeded",
      schema: {
        name: table.name,
        tableType: table.custom ? "CustomLog" : "Microsoft",
        tableSubType: table.custom ? "DataCollectionRuleBased" : "Any",
        source: table.custom ? "customer" : "microsoft",
        solutions: ["LogManagement"],
        columns: columns.filter((column) => !column.name.startsWith("_")),
        standardColumns: columns.filter((column) => column.name.startsWith("_")),
      },
    },
  };
}
