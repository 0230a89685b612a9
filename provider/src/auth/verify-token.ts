import { hash } from "node:crypto";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Principal } from "../context.ts";
import { boundedMap } from "../documents/bounded-map.ts";
import { AppError } from "../http/app-error.ts";
import { principalOf } from "./principal.ts";

/** Who a bearer token speaks for. @throws AppError `unauthenticated`, or `unavailable` when the keys can't be had. */
export type TokenVerifier = (token: string) => Promise<Principal> | Principal;

export interface TokenRules {
  readonly keys: KeySource;
  /** The only `aud` that is accepted: the API's client id, as version 2 tokens carry it. */
  readonly audience: string;
  /** `https://login.microsoftonline.com/{tid}/v2.0`, or a local issuer's. */
  readonly issuerTemplate: string;
  readonly now: () => Date;
  readonly cacheSize: number;
}

/** Signature keys by `kid`, and the issuer that Entra says a key is for. */
export interface KeySource {
  readonly get: JWTVerifyGetKey;
  readonly issuerOfKey: (kid: string) => string | undefined;
}

const clockToleranceSeconds = 5 * 60;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Verifies version 2 access tokens of Entra: RS256 only, exact audience, issuer bound to the token's own tenant, five
 * minutes of clock skew. A verified token is remembered by its SHA-256 until it expires.
 * @see https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 */
export function tokenVerifier(rules: TokenRules): TokenVerifier {
  const verified = boundedMap<{ principal: Principal; untilMs: number }>(rules.cacheSize);
  const verify = async (token: string, key: string): Promise<Principal> => {
    const payload = await checkedPayload(token, rules);
    const principal = principalOf(payload);
    verified.set(key, { principal, untilMs: ((payload.exp ?? 0) + clockToleranceSeconds) * 1000 });
    return principal;
  };
  return (token) => {
    const key = hash("sha256", token, "binary");
    const known = verified.get(key);
    if (known !== undefined && known.untilMs > rules.now().getTime()) return known.principal;
    return verify(token, key);
  };
}

async function checkedPayload(token: string, rules: TokenRules): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, rules.keys.get, {
      algorithms: ["RS256"],
      audience: rules.audience,
      currentDate: rules.now(),
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["aud", "exp", "iss", "nbf", "oid", "tid"],
    });
    checkIssuer(payload, rules, protectedHeader.kid);
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

function checkIssuer(payload: JWTPayload, rules: TokenRules, kid: string | undefined): void {
  const tenantId = payload["tid"];
  if (typeof tenantId !== "string" || !guid.test(tenantId)) throw rejected("its tid is not a GUID");
  if (payload.iss !== issuerFor(rules.issuerTemplate, tenantId)) throw rejected("its issuer is not that of its tenant");
  if (payload.aud !== rules.audience) throw rejected("it names several audiences");
  const keyIssuer = kid === undefined ? undefined : rules.keys.issuerOfKey(kid);
  if (keyIssuer !== undefined && issuerFor(keyIssuer, tenantId) !== payload.iss) {
    throw rejected("its key belongs to another issuer");
  }
}

/** The issuer of one tenant; Entra writes the placeholder `{tenantid}`. */
function issuerFor(template: string, tenantId: string): string {
  return template.replace(/\{(?:tid|tenantid)\}/, tenantId);
}

export function rejected(why: string, cause?: unknown): AppError {
  return new AppError("unauthenticated", `The access token was not accepted: ${why}.`, { cause });
}

function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof errors.JWTExpired) return rejected("it has expired", error);
  if (error instanceof errors.JWTClaimValidationFailed) return rejected(`its claim ${error.claim} is wrong`, error);
  if (error instanceof errors.JOSEAlgNotAllowed) return rejected("its algorithm is not RS256", error);
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
    return new AppError("unavailable", "The keys that tokens are signed with cannot be read now.", { cause: error });
  }
  return rejected("its signature or form is not valid", error);
}
