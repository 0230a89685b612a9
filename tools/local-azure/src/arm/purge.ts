import { z } from "zod";
import { json } from "../http/call.ts";
import { type ArmCall, armError, notFound, readArmBody, takeHourlyQuota, workspaceOf } from "./arm-call.ts";
import { deleteRows, Filters, toDeleteFilters } from "./filters.ts";
import { operationOf } from "./operation-routes.ts";
import { startOperation } from "./operations.ts";
import { type ArmRoute, OI, WORKSPACE } from "./route.ts";

const Purge = z.strictObject({ table: z.string(), filters: Filters });

/** `POST .../purge` and its status. logs/personal-data-mgmt.md; OperationalInsights 2025-07-01 WorkspacePurge.json */
export const PURGE_ROUTES: Record<string, ArmRoute> = {
  [`POST ${WORKSPACE}/purge`]: { action: `${OI}/workspaces/purge/action`, handle: purge },
  [`GET ${WORKSPACE}/operations/{}`]: { action: `${OI}/workspaces/operations/read`, handle: purgeStatus },
};

function purge(call: ArmCall): Response {
  const { world } = call;
  const workspace = workspaceOf(call);
  const body = readArmBody(call, Purge);
  const table = workspace.tables.get(body.table.toLowerCase());
  if (table === undefined) throw armError(400, "InvalidParameter", `Table '${body.table}' was not found.`, "table");
  if (table.plan !== "Analytics")
    throw armError(400, "InvalidParameter", `Purge needs a table on the Analytics plan, not ${table.plan}.`);
  const filters = toDeleteFilters(table, body.filters);
  takeHourlyQuota(call, workspace.calls.purge, { limit: world.settings.limits.purgePerHour, what: "purge" });
  const operation = startOperation(world, {
    kind: "purge",
    subscriptionId: workspace.subscriptionId,
    region: workspace.location,
    workspaceId: workspace.id,
    durationMs: world.settings.behaviour.purgeMs,
    work: () => deleteRows(world, workspace, table, filters),
  });
  const status = `${call.origin}${workspace.id}/operations/${operation.id}?api-version=${call.apiVersion}`;
  return json(202, { operationId: operation.id }, { "x-ms-status-location": status });
}

function purgeStatus(call: ArmCall): Response {
  workspaceOf(call);
  const operation = operationOf(call);
  if (operation.kind !== "purge") throw notFound(call.url.pathname);
  return json(200, { status: operation.state === "running" ? "pending" : "completed" });
}
