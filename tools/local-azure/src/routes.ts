import { handleArm } from "./arm/router.ts";
import { handleConnector } from "./connector/routes.ts";
import { handleControl } from "./control/routes.ts";
import type { Call } from "./http/call.ts";
import { azureError } from "./http/errors.ts";
import { handleManagedIdentity } from "./identity/managed-identity.ts";
import { handleOpenId } from "./identity/openid.ts";
import { handleSignIn, type SignInDesk } from "./identity/sign-in.ts";
import { handleIngestion } from "./ingestion/routes.ts";
import { handleQuery } from "./query/routes.ts";

/** Everything, behind TLS. */
export async function handleHttps(desk: SignInDesk, call: Call): Promise<Response> {
  if (call.url.pathname === "/msi/token") return handleManagedIdentity(call);
  const answer =
    (await handleConnector(call)) ??
    handleControl(call) ??
    (await handleQuery(call)) ??
    (await handleArm(call)) ??
    (await handleIngestion(call)) ??
    handleOpenId(call) ??
    (await handleSignIn(desk, call));
  return answer ?? nowhere(call);
}

/** What a person's browser needs, without a certificate to trust. */
export async function handleHttp(desk: SignInDesk, call: Call): Promise<Response> {
  return handleOpenId(call) ?? (await handleSignIn(desk, call)) ?? nowhere(call);
}

function nowhere(call: Call): Response {
  return azureError(404, { code: "NotFound", message: `There is nothing at ${call.url.pathname}.` }).answer;
}
