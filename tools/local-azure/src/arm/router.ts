import { requireAction } from "../access/grants.ts";
import { LOG_ERROR_ROUTES } from "../dcr/log-errors.ts";
import { METRIC_ROUTES } from "../dcr/metric-routes.ts";
import { DCR_ROUTES } from "../dcr/routes.ts";
import type { Call } from "../http/call.ts";
import { checkBearer, type TokenProblem } from "../identity/check-bearer.ts";
import { AUDIENCES } from "../identity/resources.ts";
import { type ArmCall, armError } from "./arm-call.ts";
import { DELETE_DATA_ROUTES } from "./delete-data.ts";
import { OPERATION_ROUTES } from "./operation-routes.ts";
import { settleOperations } from "./operations.ts";
import { parseArmPath } from "./path.ts";
import { PURGE_ROUTES } from "./purge.ts";
import type { ArmRoute } from "./route.ts";
import { TABLE_ROUTES } from "./table-routes.ts";
import { USE_ROUTES } from "./use-routes.ts";
import { WORKSPACE_ROUTES } from "./workspace-routes.ts";

const ROUTES: Readonly<Record<string, ArmRoute>> = {
  ...WORKSPACE_ROUTES,
  ...TABLE_ROUTES,
  ...DELETE_DATA_ROUTES,
  ...PURGE_ROUTES,
  ...OPERATION_ROUTES,
  ...DCR_ROUTES,
  ...METRIC_ROUTES,
  ...LOG_ERROR_ROUTES,
  ...USE_ROUTES,
};

/** ARM answers every token problem with 401; codes as commonly seen, not in the specifications. */
const REFUSALS: Record<TokenProblem, [code: string, message: string]> = {
  missing: ["AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."],
  malformed: ["InvalidAuthenticationToken", "The access token is invalid."],
  signature: ["InvalidAuthenticationToken", "The access token signature is invalid."],
  audience: [
    "InvalidAuthenticationTokenAudience",
    "The access token has been obtained for wrong audience or resource.",
  ],
  issuer: ["InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer."],
  expired: ["ExpiredAuthenticationToken", "The access token expiry is in the past."],
};

/** Azure Resource Manager under `/subscriptions`; undefined for another path. */
export async function handleArm(call: Call): Promise<Response | undefined> {
  const path = parseArmPath(call.url.pathname);
  if (path === undefined) return undefined;
  const checked = await checkBearer(call, AUDIENCES.management);
  if (!checked.ok) throw armError(401, ...REFUSALS[checked.problem]);
  const apiVersion = call.url.searchParams.get("api-version");
  if (!apiVersion) {
    throw armError(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(apiVersion)) {
    throw armError(400, "InvalidApiVersionParameter", `The api-version '${apiVersion}' is invalid.`);
  }
  const route = ROUTES[`${call.request.method} ${path.route}`];
  if (route === undefined) {
    throw armError(404, "InvalidResourceType", `local-azure does not offer ${call.request.method} ${path.route}.`);
  }
  const armCall: ArmCall = { ...call, path, principal: checked.principal, apiVersion };
  for (const action of [route.action].flat())
    requireAction(call, checked.principal, action, route.scope?.(armCall) ?? scopeOf(call));
  await settleOperations(call.world);
  return route.handle(armCall);
}

/** The resource itself: an action at its end (`/purge`, `/deleteData`) is no part of the scope. */
function scopeOf(call: Call): string {
  return call.url.pathname.replace(/\/(purge|deleteData)$/i, "");
}
