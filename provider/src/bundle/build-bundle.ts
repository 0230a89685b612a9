import type { LegalHold, PolicyBundle, RetentionPolicy, TenantId } from "@logdoctor/shared-policies";

/** How long a bundle lives: an agent that is cut off works on with it for a day and then stops. */
export const bundleLifeMs = 24 * 3_600_000;

export interface BundleContent {
  readonly tenantId: string;
  readonly bundleVersion: number;
  readonly policies: readonly RetentionPolicy[];
  readonly holds: readonly LegalHold[];
}

/** The bundle of a tenant: its active policies and holds, in the order of their ids. */
export function buildBundle(content: BundleContent, now: Date): PolicyBundle {
  return {
    bundleVersion: content.bundleVersion,
    tenantId: content.tenantId as TenantId,
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + bundleLifeMs).toISOString(),
    policies: { retain: byId(content.policies.filter((policy) => policy.isActive)) },
    legalHolds: byId(content.holds.filter((hold) => hold.releasedAt === undefined)),
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
