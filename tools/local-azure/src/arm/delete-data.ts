import { z } from "zod";
import { type ArmCall, armError, readArmBody, takeHourlyQuota, workspaceOf } from "./arm-call.ts";
import { deleteRows, Filters, toDeleteFilters } from "./filters.ts";
import { operationHeaders } from "./operation-routes.ts";
import { startOperation } from "./operations.ts";
import { type ArmRoute, OI, WORKSPACE } from "./route.ts";
import { refuseLocked, tableOf } from "./table-routes.ts";

const DeleteData = z.strictObject({ filters: Filters });

/** `POST .../tables/{table}/deleteData`. logs/delete-log-data.md; OperationalInsights 2025-07-01 TablesDeleteData.json */
export const DELETE_DATA_ROUTES: Record<string, ArmRoute> = {
  [`POST ${WORKSPACE}/tables/{}/deletedata`]: {
    action: `${OI}/workspaces/tables/deleteData/action`,
    handle: deleteData,
  },
};

async function deleteData(call: ArmCall): Promise<Response> {
  const { world } = call;
  const workspace = workspaceOf(call);
  const table = tableOf(call, workspace);
  const body = readArmBody(call, DeleteData);
  refuseLocked(call, table);
  if (table.plan !== "Analytics") {
    throw armError(
      400,
      "InvalidParameter",
      `Delete Data needs a table on the Analytics plan; '${table.name}' is on ${table.plan}.`,
    );
  }
  const filters = toDeleteFilters(table, body.filters);
  takeHourlyQuota(call, workspace.calls.deleteData, {
    limit: world.settings.limits.deleteDataPerHour,
    what: "Delete Data",
  });
  const { deleteDataMs, deleteDataTakesLateRows } = world.settings.behaviour;
  const work = (): Promise<number> => deleteRows(world, workspace, table, filters);
  const done = deleteDataTakesLateRows ? undefined : await work();
  const operation = startOperation(world, {
    kind: "deleteData",
    subscriptionId: workspace.subscriptionId,
    region: workspace.location,
    workspaceId: workspace.id,
    durationMs: deleteDataMs,
    work: done === undefined ? work : async () => done,
  });
  return new Response(null, {
    status: 202,
    headers: operationHeaders(call, operation, `${workspace.id}/tables/${table.name}`),
  });
}
