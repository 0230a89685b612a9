import { type Call, json } from "../http/call.ts";
import { AzureError } from "../http/errors.ts";
import type { Identity } from "./principals.ts";
import { apiForResource, isAzureResource } from "./resources.ts";
import { issueIdentityApiToken, issueIdentityResourceToken } from "./tokens.ts";

/** api-version of the App Service identity endpoint. msal-node AppService.ts */
const API_VERSION = "2019-08-01";

/** `GET /msi/token`: the identity endpoint that App Service and Functions put into `IDENTITY_ENDPOINT`. */
export async function handleManagedIdentity(call: Call): Promise<Response> {
  const query = call.url.searchParams;
  if (call.request.method !== "GET") throw refusal(call, 405, "invalid_request", "Only GET is allowed.");
  if (query.get("api-version") !== API_VERSION) {
    throw refusal(call, 400, "invalid_request", `The api-version must be ${API_VERSION}.`);
  }
  const resource = query.get("resource");
  if (!resource) throw refusal(call, 400, "invalid_request", "The parameter 'resource' is missing.");
  const identity = findIdentity(call);
  call.entry.identity = identity.objectId;
  const api = apiForResource(call.world.apis, resource);
  if (api === undefined && !isAzureResource(resource)) {
    const text = `AADSTS500011: The resource principal named ${resource} was not found in the tenant named ${identity.tenantId}.`;
    throw refusal(call, 400, "invalid_resource", text);
  }
  const stale = call.effect.staleToken === true;
  const { token, expiresOn } =
    api === undefined
      ? await issueIdentityResourceToken(call.world, identity, resource, stale)
      : await issueIdentityApiToken(call.world, identity, api.clientId, stale);
  return json(200, {
    access_token: token,
    expires_on: String(expiresOn),
    resource,
    token_type: "Bearer",
    client_id: identity.clientId,
  });
}

function findIdentity(call: Call): Identity {
  const secret = call.request.headers.get("x-identity-header");
  const onHost = call.world.identities.filter((identity) => identity.secret === secret);
  if (secret === null || onHost.length === 0) {
    throw refusal(call, 401, "unauthorized_client", "The X-IDENTITY-HEADER header is missing or wrong.");
  }
  const query = call.url.searchParams;
  const clientId = query.get("client_id");
  const objectId = query.get("object_id") ?? query.get("principal_id");
  const resourceId = query.get("mi_res_id")?.toLowerCase();
  const asked = clientId !== null || objectId !== null || resourceId !== undefined;
  const found = onHost.find((identity) =>
    asked
      ? identity.clientId === clientId ||
        identity.objectId === objectId ||
        identity.resourceId.toLowerCase() === resourceId
      : identity.kind === "system-assigned" || onHost.length === 1,
  );
  if (found === undefined)
    throw refusal(call, 400, "invalid_request", "No managed identity was found for the specified id.");
  return found;
}

function refusal(call: Call, status: number, error: string, text: string): AzureError {
  const body = { error, error_description: text, correlation_id: call.world.newId() };
  return new AzureError(`${error}: ${text}`, json(status, body));
}
