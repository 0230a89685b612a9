import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet } from "jose";
import type { KeySource } from "./verify-token.ts";

const refetchCooldownMs = 30_000;
const cacheMaxAgeMs = 12 * 3_600_000;

/**
 * Keys from a JWKS address. They are cached; an unknown `kid` fetches them anew, at most every 30 seconds.
 * @see https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export function remoteKeys(url: string, fetchKeys?: typeof fetch): KeySource {
  const set = createRemoteJWKSet(new URL(url), {
    cooldownDuration: refetchCooldownMs,
    cacheMaxAge: cacheMaxAgeMs,
    ...(fetchKeys === undefined ? {} : { [customFetch]: fetchKeys }),
  });
  return { get: set, issuerOfKey: (kid) => issuerIn(set.jwks(), kid) };
}

/** Keys that are at hand. */
export function localKeys(jwks: JSONWebKeySet): KeySource {
  return { get: createLocalJWKSet(jwks), issuerOfKey: (kid) => issuerIn(jwks, kid) };
}

function issuerIn(jwks: JSONWebKeySet | undefined, kid: string): string | undefined {
  const key: object | undefined = jwks?.keys.find((candidate) => candidate.kid === kid);
  const issuer = key !== undefined && "issuer" in key ? key.issuer : undefined;
  return typeof issuer === "string" ? issuer : undefined;
}
