import { compactVerify, errors } from "jose";
import type { Call } from "../http/call.ts";
import type { World } from "../world.ts";
import type { Principal } from "./principals.ts";

export type TokenProblem = "missing" | "malformed" | "signature" | "audience" | "issuer" | "expired";

export type BearerCheck =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly problem: TokenProblem };

type Payload = {
  aud?: unknown;
  iss?: unknown;
  exp?: unknown;
  tid?: unknown;
  oid?: unknown;
  appid?: unknown;
  azp?: unknown;
};

/** Judges the Authorization header of a call for an Azure resource. Expiry is judged by the machine's time, as the SDK's token cache does. */
export async function checkBearer(call: Call, audiences: readonly RegExp[]): Promise<BearerCheck> {
  const header = call.request.headers.get("authorization");
  if (header === null) return { ok: false, problem: "missing" };
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (token === undefined) return { ok: false, problem: "malformed" };
  if (call.effect.staleToken) return { ok: false, problem: "expired" };
  const verified = await verifySignature(call.world, token);
  if (typeof verified === "string") return { ok: false, problem: verified };
  return judge(call, verified, audiences);
}

async function verifySignature(world: World, token: string): Promise<Payload | TokenProblem> {
  try {
    const { payload } = await compactVerify(token, world.signingKey.publicKey, { algorithms: ["RS256"] });
    return JSON.parse(new TextDecoder().decode(payload)) as Payload;
  } catch (cause) {
    return cause instanceof errors.JWSSignatureVerificationFailed ? "signature" : "malformed";
  }
}

function judge(call: Call, payload: Payload, audiences: readonly RegExp[]): BearerCheck {
  const { aud, iss, exp, tid, oid } = payload;
  if (typeof tid !== "string" || typeof oid !== "string") return { ok: false, problem: "malformed" };
  if (typeof exp !== "number" || exp * 1000 <= Date.now()) return { ok: false, problem: "expired" };
  if (typeof aud !== "string" || !audiences.some((pattern) => pattern.test(aud)))
    return { ok: false, problem: "audience" };
  if (iss !== `https://sts.windows.net/${tid}/`) return { ok: false, problem: "issuer" };
  call.entry.identity = oid;
  return {
    ok: true,
    principal: { tenantId: tid, objectId: oid, clientId: String(payload.appid ?? payload.azp ?? "") },
  };
}
