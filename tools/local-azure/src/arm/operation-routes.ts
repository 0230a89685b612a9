import { json } from "../http/call.ts";
import { type ArmCall, notFound, workspaceOf } from "./arm-call.ts";
import type { Operation } from "./operations.ts";
import { type ArmRoute, OI, WORKSPACE } from "./route.ts";

/** ARM's headers of an accepted long-running operation; `resource` is where its result is found. */
export function operationHeaders(call: ArmCall, operation: Operation, resource: string): Record<string, string> {
  const { origin, apiVersion } = call;
  const base = `${origin}/subscriptions/${operation.subscriptionId}/providers/${OI}/locations/${operation.region}`;
  return {
    "azure-asyncoperation": `${base}/operationstatuses/${operation.id}?api-version=${apiVersion}`,
    location: `${origin}${resource}/operationresults/${operation.id}?api-version=${apiVersion}`,
    "retry-after": String(call.world.settings.behaviour.retryAfterSeconds),
  };
}

const STATUS: ArmRoute = {
  // The exact action string is unverified; the resource type is the one in the path.
  action: `${OI}/locations/operationStatuses/read`,
  scope: (call) => `/subscriptions/${call.path.subscriptionId}`,
  handle: operationStatus,
};

export const OPERATION_ROUTES: Record<string, ArmRoute> = {
  "GET /subscriptions/{}/providers/microsoft.operationalinsights/locations/{}/operationstatuses/{}": STATUS,
  [`GET ${WORKSPACE}/tables/{}/operationresults/{}`]: {
    action: `${OI}/workspaces/tables/read`,
    handle: operationResult,
  },
};

/** The operation of the caller's tenant with the id that ends the path. */
export function operationOf(call: ArmCall): Operation {
  const id = call.path.names.at(-1) ?? "";
  const operation = call.world.operations.get(id.toLowerCase());
  const workspace = operation && call.world.workspaces.get(operation.workspaceId.toLowerCase());
  if (operation === undefined || workspace?.tenantId !== call.principal.tenantId) throw notFound(call.url.pathname);
  return operation;
}

function operationStatus(call: ArmCall): Response {
  const operation = operationOf(call);
  const ended = operation.state !== "running";
  return json(200, {
    id: call.url.pathname,
    name: operation.id,
    status: statusText(call, operation),
    startTime: new Date(operation.startedAt).toISOString(),
    ...(ended ? { endTime: new Date(operation.endsAt).toISOString() } : {}),
    ...(operation.state === "succeeded" && operation.kind === "deleteData"
      ? { properties: { RecordCount: operation.recordCount, Status: "Completed" } }
      : {}),
    ...(operation.error === undefined ? {} : { error: operation.error }),
  });
}

function statusText(call: ArmCall, operation: Operation): string {
  if (operation.state === "running") return call.world.settings.behaviour.runningStatus;
  return operation.state === "succeeded" ? "Succeeded" : "Failed";
}

/** 202 while it runs, 200 at its end, as ARM's `Location` polling asks for. */
function operationResult(call: ArmCall): Response {
  workspaceOf(call);
  const operation = operationOf(call);
  if (operation.state === "running") return new Response(null, { status: 202, headers: { location: call.url.href } });
  return json(200, { RecordCount: operation.recordCount });
}
