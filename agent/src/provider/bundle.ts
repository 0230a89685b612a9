import { createHash } from "node:crypto";
import {
  AppliedBundle,
  type BundleEvent,
  type BundleRefusal,
  bundleJws,
  PolicyBundle,
  refuseBundle,
} from "@logdoctor/shared-policies";
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import type { StateBlobs } from "../jobs/retain/ports.ts";

const appliedName = "bundle/applied.json";

/** Checks a bundle's signature against the keys that the customer pinned at installation. Ed25519 only. */
export function bundleVerifier(keys: JSONWebKeySet): (jws: string) => Promise<unknown> {
  const resolve = createLocalJWKSet(keys);
  return async (jws) => {
    const { payload, protectedHeader } = await compactVerify(jws, resolve, { algorithms: [bundleJws.alg] });
    if (protectedHeader.typ !== bundleJws.typ) throw new Error("the JWS is not a policy bundle");
    return JSON.parse(new TextDecoder().decode(payload));
  };
}

export type BundleOutcome =
  | { accepted: true; bundle: PolicyBundle; events: BundleEvent[] }
  | { accepted: false; refusal: BundleRefusal; events: BundleEvent[] };

/**
 * Accepts or refuses an offered bundle and remembers the newest one applied, so that an older or a different one of the
 * same version is refused from then on. Every step is an event of the agent's history.
 */
export async function applyBundle(
  of: { jws: string; tenantId: string; now: Date },
  deps: { verify: (jws: string) => Promise<unknown>; state: StateBlobs },
): Promise<BundleOutcome> {
  const at = of.now.toISOString();
  const checked = await check(of.jws, deps.verify);
  if ("refusal" in checked) return refused(0, checked.refusal, at);
  const { bundle } = checked;
  const stored = await deps.state.read(appliedName);
  const last = stored === undefined ? undefined : AppliedBundle.parse(JSON.parse(stored.text));
  const contentSha256 = contentHash(bundle);
  const refusal = refuseBundle(bundle, { tenantId: of.tenantId, now: of.now, contentSha256, last });
  if (refusal !== undefined) return refused(bundle.bundleVersion, refusal, at);
  const event = (name: BundleEvent["event"]): BundleEvent => ({ at, bundleVersion: bundle.bundleVersion, event: name });
  if (last?.bundleVersion !== bundle.bundleVersion) {
    const applied: AppliedBundle = { bundleVersion: bundle.bundleVersion, contentSha256, appliedAt: at };
    await deps.state.write(appliedName, JSON.stringify(applied), stored?.etag);
  }
  return { accepted: true, bundle, events: [event("offered"), event("validated"), event("applied")] };
}

async function check(
  jws: string,
  verify: (jws: string) => Promise<unknown>,
): Promise<{ bundle: PolicyBundle } | { refusal: BundleRefusal }> {
  let payload: unknown;
  try {
    payload = await verify(jws);
  } catch {
    return { refusal: "bad-signature" };
  }
  const parsed = PolicyBundle.safeParse(payload);
  return parsed.success ? { bundle: parsed.data } : { refusal: "malformed" };
}

function refused(bundleVersion: number, refusal: BundleRefusal, at: string): BundleOutcome {
  const events: BundleEvent[] = [
    { at, bundleVersion, event: "offered" },
    { at, bundleVersion, event: "failed", refusal },
  ];
  return { accepted: false, refusal, events };
}

// What a version means is its policies and holds; times of issue differ whenever it is signed anew.
function contentHash(bundle: PolicyBundle): string {
  const { policies, legalHolds } = bundle;
  return createHash("sha256").update(JSON.stringify({ policies, legalHolds })).digest("hex");
}
