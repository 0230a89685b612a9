import { type Call, json } from "../http/call.ts";

/** Entra lets any page read its metadata and keys. */
const ANY_ORIGIN = { "access-control-allow-origin": "*" };

const METADATA = /^\/([^/]+)\/(?:v2\.0\/)?\.well-known\/openid-configuration$/;
const KEYS = /^\/[^/]+\/discovery\/(?:v2\.0\/)?keys$/;

/** OpenID Connect metadata and JSON Web Key Set; undefined for another path. */
export function handleOpenId(call: Call): Response | undefined {
  const tenant = METADATA.exec(call.url.pathname)?.[1];
  if (tenant !== undefined) return json(200, metadata(call, tenant), ANY_ORIGIN);
  if (KEYS.test(call.url.pathname)) return json(200, keys(call), ANY_ORIGIN);
  return undefined;
}

function metadata(call: Call, tenant: string): object {
  const template = call.world.settings.issuerTemplate;
  const shared = ["common", "organizations", "consumers"].includes(tenant.toLowerCase());
  const base = `${call.origin}/${tenant}`;
  return {
    // For `common` Entra serves the template itself and leaves the substitution to the validator.
    issuer: shared ? template : template.replace("{tenantid}", tenant),
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${call.origin}/common/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment"],
    response_types_supported: ["code"],
    subject_types_supported: ["pairwise"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "oid", "ver"],
    tenant_region_scope: null,
  };
}

function keys(call: Call): object {
  return { keys: [{ ...call.world.signingKey.publicJwk, issuer: call.world.settings.issuerTemplate }] };
}
