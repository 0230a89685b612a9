import { isAllowed, isDataAllowed } from "../access/grants.ts";
import type { Call } from "../http/call.ts";
import { type AzureError, azureError } from "../http/errors.ts";
import { checkBearer, type TokenProblem } from "../identity/check-bearer.ts";
import type { Principal } from "../identity/principals.ts";
import { AUDIENCES } from "../identity/resources.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Status and code of a token that the query API refuses; all but the missing one are 403. logs/api/errors.md */
const REFUSALS: Record<TokenProblem, [status: number, code: string, message: string]> = {
  missing: [401, "AuthenticationFailed", "The 'Authorization' header is missing."],
  malformed: [403, "InvalidAuthenticationToken", "The access token is invalid."],
  signature: [403, "InvalidTokenError", "The provided authentication is not valid for this resource"],
  audience: [
    403,
    "InvalidAuthenticationTokenAudience",
    "The access token has been obtained for the wrong audience or resource.",
  ],
  issuer: [403, "InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer."],
  expired: [403, "InvalidAuthenticationToken", "The access token has expired."],
};

export async function queryPrincipal(call: Call): Promise<Principal> {
  const checked = await checkBearer(call, AUDIENCES.logAnalytics);
  if (checked.ok) return checked.principal;
  const [status, code, message] = REFUSALS[checked.problem];
  const inner =
    checked.problem === "signature"
      ? { innererror: { code: "SignatureVerificationFailed", message: "Could not validate the request" } }
      : {};
  throw azureError(status, { code, message, correlationId: call.world.newId(), ...inner });
}

const OI = "Microsoft.OperationalInsights/workspaces";

/**
 * The caller needs `query/read` on the workspace and `query/{Table}/read` (or the data action of granular access) for each table the text names.
 * logs/manage-access.md
 */
export function requireQueryAccess(call: Call, principal: Principal, workspace: Workspace, query: string): void {
  const { world, entry } = call;
  const tables = namedTables(workspace, query);
  entry.actions.push(`${OI}/query/read`, ...tables.map((table) => `${OI}/query/${table}/read`));
  const dataWide = isDataAllowed(world, principal, `${OI}/tables/data/read`, workspace.id);
  const readable = (table: string): boolean =>
    dataWide || isAllowed(world, principal, `${OI}/query/${table}/read`, workspace.id);
  const sameTenant = principal.tenantId === workspace.tenantId;
  if (sameTenant && isAllowed(world, principal, `${OI}/query/read`, workspace.id) && tables.every(readable)) return;
  throw insufficientAccess(call);
}

function insufficientAccess(call: Call): AzureError {
  return azureError(403, {
    code: "InsufficientAccessError",
    message: "The provided credentials have insufficient access to perform the requested operation",
    correlationId: call.world.newId(),
  });
}

/** Tables whose name stands in the text outside of strings and comments. */
export function namedTables(workspace: Workspace, query: string): string[] {
  const bare = query.replace(/@?"(?:[^"\\\n]|\\.)*"|@?'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*/g, " ");
  const words = new Set(bare.match(/[A-Za-z_]\w*/g) ?? []);
  return [...workspace.tables.values()].map((table) => table.name).filter((name) => words.has(name));
}
