import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import type { World } from "../world.ts";
import type { Identity, Person } from "./principals.ts";

/** Entra's own skew: tokens are valid from five minutes before they were issued. */
const NOT_BEFORE_SECONDS = 300;

type Claims = Record<string, unknown>;

export type IssuedToken = { readonly token: string; readonly expiresOn: number };

/**
 * A version 2 application token for a registered API. Claims: access-token-claims-reference.md of the Entra documentation; `xms_mirid` as seen in
 * real managed identity tokens, undocumented.
 */
export function issueIdentityApiToken(
  world: World,
  identity: Identity,
  audience: string,
  stale: boolean,
): Promise<IssuedToken> {
  const roles = identity.appRoles[audience];
  const claims: Claims = {
    aud: audience,
    iss: issuerOf(world, identity.tenantId),
    azp: identity.clientId,
    azpacr: "2",
    idtyp: "app",
    oid: identity.objectId,
    sub: identity.objectId,
    tid: identity.tenantId,
    ver: "2.0",
    xms_mirid: identity.resourceId,
    ...(roles === undefined ? {} : { roles }),
  };
  return sign(world, claims, stale);
}

/** A version 1 application token for an Azure resource: `aud` is the resource as asked for. */
export function issueIdentityResourceToken(
  world: World,
  identity: Identity,
  resource: string,
  stale: boolean,
): Promise<IssuedToken> {
  const claims: Claims = {
    aud: resource,
    iss: `https://sts.windows.net/${identity.tenantId}/`,
    appid: identity.clientId,
    appidacr: "2",
    idp: `https://sts.windows.net/${identity.tenantId}/`,
    idtyp: "app",
    oid: identity.objectId,
    sub: identity.objectId,
    tid: identity.tenantId,
    ver: "1.0",
    xms_mirid: identity.resourceId,
  };
  return sign(world, claims, stale);
}

/** A delegated version 2 token of a person for a registered API. */
export function issuePersonApiToken(
  world: World,
  person: Person,
  audience: string,
  clientId: string,
): Promise<IssuedToken> {
  const claims: Claims = {
    ...personClaims(world, person, audience),
    aud: audience,
    azp: clientId,
    azpacr: "0",
    scp: "access_as_user",
    roles: person.roles,
  };
  return sign(world, claims, false);
}

/** The id_token of a person's sign-in. */
export function issuePersonIdToken(
  world: World,
  person: Person,
  clientId: string,
  nonce?: string,
): Promise<IssuedToken> {
  const claims: Claims = { ...personClaims(world, person, clientId), aud: clientId, roles: person.roles };
  return sign(world, nonce === undefined ? claims : { ...claims, nonce }, false);
}

function issuerOf(world: World, tenantId: string): string {
  return world.settings.issuerTemplate.replace("{tenantid}", tenantId);
}

function personClaims(world: World, person: Person, audience: string): Claims {
  return {
    iss: issuerOf(world, person.tenantId),
    name: person.name,
    preferred_username: person.username,
    oid: person.objectId,
    // Pairwise: the same person has another `sub` at another application.
    sub: createHash("sha256").update(`${person.objectId}/${audience}`).digest("base64url"),
    tid: person.tenantId,
    ver: "2.0",
  };
}

/**
 * The window covers the machine's time as well as the controlled clock: credential caches and Azurite judge by the one, a service under test by the other.
 */
async function sign(world: World, claims: Claims, stale: boolean): Promise<IssuedToken> {
  const real = Math.floor(Date.now() / 1000);
  const controlled = Math.floor(world.clock.nowMs() / 1000);
  const lifetime = world.settings.tokenLifetimeSeconds;
  const issued = Math.min(real, controlled);
  const token = await new SignJWT({
    ...claims,
    uti: createHash("sha256").update(world.newId()).digest("base64url").slice(0, 22),
    iat: stale ? issued - 2 * lifetime : issued,
    nbf: stale ? issued - 2 * lifetime : issued - NOT_BEFORE_SECONDS,
    exp: stale ? issued - lifetime : Math.max(real, controlled) + lifetime,
  })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: world.signingKey.kid })
    .sign(world.signingKey.privateKey);
  // Always by the machine's time, since this is what the SDK's token cache compares it with.
  return { token, expiresOn: real + lifetime };
}
