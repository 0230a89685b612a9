import type { Role } from "@logdoctor/shared-policies";
import type { Principal } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import type { TokenVerifier } from "./verify-token.ts";

const maxTokenLength = 16_384;

/** The caller of a request. @throws AppError `unauthenticated` without a good bearer token. */
export function authenticate(authorization: string | undefined, verify: TokenVerifier): Promise<Principal> | Principal {
  if (authorization === undefined) throw new AppError("unauthenticated", "Send a bearer token.");
  if (!/^bearer /i.test(authorization)) throw new AppError("unauthenticated", "Only bearer tokens are accepted.");
  const token = authorization.slice("bearer ".length).trim();
  if (token === "" || token.length > maxTokenLength) {
    throw new AppError("unauthenticated", "The bearer token is empty or too long.");
  }
  return verify(token);
}

/** @throws AppError `forbidden` unless the caller has one of the roles. */
export function requireRole(principal: Principal, roles: readonly Role[]): void {
  if (principal.roles.some((role) => roles.includes(role))) return;
  throw new AppError("forbidden", `This needs one of the roles: ${roles.join(", ")}.`);
}
