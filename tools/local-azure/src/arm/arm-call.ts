import { z } from "zod";
import type { Call } from "../http/call.ts";
import { type AzureError, azureError } from "../http/errors.ts";
import type { Principal } from "../identity/principals.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { ArmPath } from "./path.ts";

/** A call to ARM whose token was accepted. */
export type ArmCall = Call & { readonly path: ArmPath; readonly principal: Principal; readonly apiVersion: string };

/** ARM's error shape; codes and texts are as commonly seen, the specifications name few. */
export function armError(status: number, code: string, message: string, target?: string): AzureError {
  return azureError(status, { code, message, ...(target === undefined ? {} : { target }) });
}

export function notFound(id: string): AzureError {
  return armError(
    404,
    "ResourceNotFound",
    `The Resource '${id}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** The workspace of `/subscriptions/{}/resourcegroups/{}/.../workspaces/{}`; 404 without it. */
export function workspaceOf(call: ArmCall): Workspace {
  const { subscriptionId, resourceGroup, names } = call.path;
  const id = workspaceId(subscriptionId, resourceGroup, names[2] ?? "");
  const workspace = call.world.workspaces.get(id.toLowerCase());
  if (workspace === undefined || workspace.tenantId !== call.principal.tenantId) throw notFound(id);
  return workspace;
}

export function workspaceId(subscriptionId: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${name}`;
}

/** The body by a schema; 400 InvalidRequestContent if it is none. */
export function readArmBody<Schema extends z.ZodType>(call: ArmCall, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(call.body.toString("utf8"));
  } catch {
    throw armError(400, "InvalidRequestContent", "The request content was invalid and could not be deserialized.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw armError(400, "InvalidRequestContent", `The request content was invalid: ${z.prettifyError(parsed.error)}`);
}

/** Counts a call against an hourly quota by the clock; 429 with Retry-After beyond it. */
export function takeHourlyQuota(call: ArmCall, made: number[], quota: { limit: number; what: string }): void {
  const now = call.world.clock.nowMs();
  const recent = made.filter((at) => now - at < 3_600_000);
  made.splice(0, made.length, ...recent);
  const oldest = recent[0];
  if (oldest !== undefined && recent.length >= quota.limit) {
    const wait = Math.max(1, Math.ceil((oldest + 3_600_000 - now) / 1000));
    const message = `The limit of ${quota.limit} ${quota.what} requests per hour was reached.`;
    throw azureError(429, { code: "TooManyRequests", message }, { "retry-after": String(wait) });
  }
  made.push(now);
}
