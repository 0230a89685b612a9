import type { Call } from "../http/call.ts";
import { azureError } from "../http/errors.ts";
import type { Principal } from "../identity/principals.ts";
import type { World } from "../world.ts";

/** A role assignment: what a principal may do at a scope and below. Wildcards as in Azure RBAC. */
export type Grant = {
  readonly principalId: string;
  /** ARM id; compared without regard to case. */
  readonly scope: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
};

/** True if a role assignment at the scope or above it allows the action. */
export function isAllowed(world: World, principal: Principal, action: string, scope: string): boolean {
  return grantsFor(world, principal, scope).some(
    (grant) =>
      grant.actions.some((one) => covers(one, action)) && !grant.notActions?.some((one) => covers(one, action)),
  );
}

export function isDataAllowed(world: World, principal: Principal, dataAction: string, scope: string): boolean {
  return grantsFor(world, principal, scope).some((grant) => grant.dataActions?.some((one) => covers(one, dataAction)));
}

/** Notes the action in the request log and refuses the call as ARM does when the caller lacks it. */
export function requireAction(call: Call, principal: Principal, action: string, scope: string): void {
  call.entry.actions.push(action);
  if (isAllowed(call.world, principal, action, scope)) return;
  const who = `The client '${principal.clientId}' with object id '${principal.objectId}'`;
  const message = `${who} does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  throw azureError(403, { code: "AuthorizationFailed", message });
}

function grantsFor(world: World, principal: Principal, scope: string): Grant[] {
  const wanted = `${scope.toLowerCase()}/`;
  return world.grants.filter(
    (grant) =>
      grant.principalId === principal.objectId && wanted.startsWith(`${grant.scope.toLowerCase().replace(/\/$/, "")}/`),
  );
}

function covers(pattern: string, action: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "i").test(action);
}
