import { z } from "zod";
import { PatternSettings } from "./detect/documents.ts";
import { PatternException } from "./detect/exception.ts";
import { FilterPolicies } from "./filter/outcome.ts";
import { Instant, TenantId } from "./ids.ts";
import { PreventPolicies } from "./prevent/documents.ts";
import { LegalHold } from "./retain/legal-hold.ts";
import { RetentionPolicy } from "./retain/retention-policy.ts";

/**
 * What a provider hands an agent: policies of one tenant, versioned and expiring. It travels as a JWS (Ed25519).
 * Rules and patterns of the other jobs join `policies` as those jobs do.
 */
export const PolicyBundle = z.object({
  bundleVersion: z.int().positive(),
  tenantId: TenantId,
  issuedAt: Instant,
  expiresAt: Instant,
  policies: z.object({
    retain: z.array(RetentionPolicy).max(500),
    detect: z
      .object({ patterns: z.array(PatternSettings).max(500), exceptions: z.array(PatternException).max(500) })
      .optional(),
    prevent: PreventPolicies.optional(),
    filter: FilterPolicies.optional(),
  }),
  legalHolds: z.array(LegalHold).max(1000),
});
export type PolicyBundle = z.infer<typeof PolicyBundle>;

export const bundleJws = { alg: "EdDSA", typ: "logdoctor-bundle+jws" } as const;

/** What the agent remembers of the last bundle that it applied. */
export const AppliedBundle = z.object({
  bundleVersion: z.int().positive(),
  contentSha256: z.string(),
  appliedAt: Instant,
});
export type AppliedBundle = z.infer<typeof AppliedBundle>;

export const BundleRefusal = z.enum([
  "bad-signature",
  "malformed",
  "wrong-tenant",
  "expired",
  "not-yet-valid",
  "lives-too-long",
  "rollback",
  "equivocation",
]);
export type BundleRefusal = z.infer<typeof BundleRefusal>;

/** One line of the agent's append-only history of bundles. */
export const BundleEvent = z.object({
  at: Instant,
  bundleVersion: z.int().nonnegative(),
  event: z.enum(["offered", "validated", "applied", "failed", "rolled-back"]),
  refusal: BundleRefusal.optional(),
  detail: z.string().max(500).optional(),
});
export type BundleEvent = z.infer<typeof BundleEvent>;

/** The longest life of a bundle that an agent accepts, so that a stolen one dies soon. */
export const maxBundleLifeMs = 7 * 24 * 3_600_000;
const clockSkewMs = 5 * 60_000;

export interface BundleExpectation {
  readonly tenantId: string;
  readonly now: Date;
  /** SHA-256 of the bundle's policies and holds: two bundles of one version must not differ in it. */
  readonly contentSha256: string;
  readonly last: AppliedBundle | undefined;
}

/** Why a bundle with a good signature must still be refused, or undefined when it may be applied. */
export function refuseBundle(bundle: PolicyBundle, expected: BundleExpectation): BundleRefusal | undefined {
  const now = expected.now.getTime();
  const issued = Date.parse(bundle.issuedAt);
  const expires = Date.parse(bundle.expiresAt);
  if (bundle.tenantId !== expected.tenantId) return "wrong-tenant";
  if (expires <= now) return "expired";
  if (issued > now + clockSkewMs) return "not-yet-valid";
  if (expires - issued > maxBundleLifeMs) return "lives-too-long";
  if (expected.last === undefined) return undefined;
  if (bundle.bundleVersion < expected.last.bundleVersion) return "rollback";
  const sameVersion = bundle.bundleVersion === expected.last.bundleVersion;
  return sameVersion && expected.contentSha256 !== expected.last.contentSha256 ? "equivocation" : undefined;
}
