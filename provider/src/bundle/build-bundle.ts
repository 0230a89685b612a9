import type {
  FilterPolicies,
  LegalHold,
  PatternException,
  PatternSettings,
  PolicyBundle,
  PreventionRule,
  RetentionPolicy,
  RuleSettings,
  TenantId,
} from "@logdoctor/shared-policies";

/** How long a bundle lives: an agent that is cut off works on with it for a day and then stops. */
export const bundleLifeMs = 24 * 3_600_000;

export interface BundleContent {
  readonly tenantId: string;
  readonly bundleVersion: number;
  readonly policies: readonly RetentionPolicy[];
  readonly holds: readonly LegalHold[];
  readonly patterns: readonly PatternSettings[];
  /** Accepted ones, whether or not they have ended: what a version of the bundle says must not depend on the time. */
  readonly exceptions: readonly PatternException[];
  readonly ruleSettings: readonly RuleSettings[];
  readonly rules: readonly PreventionRule[];
  readonly filter: FilterPolicies | undefined;
}

/** The bundle of a tenant: its active policies and holds, in the order of their ids. */
export function buildBundle(content: BundleContent, now: Date): PolicyBundle {
  return {
    bundleVersion: content.bundleVersion,
    tenantId: content.tenantId as TenantId,
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + bundleLifeMs).toISOString(),
    policies: {
      retain: byId(content.policies.filter((policy) => policy.isActive)),
      ...detectOf(content),
      ...preventOf(content),
      ...(content.filter === undefined ? {} : { filter: content.filter }),
    },
    legalHolds: byId(content.holds.filter((hold) => hold.releasedAt === undefined)),
  };
}

// Absent where nothing is set, so that bundles of tenants without it are as they were before there was Detect.
function detectOf({ patterns, exceptions }: BundleContent): Pick<PolicyBundle["policies"], "detect"> {
  if (patterns.length === 0 && exceptions.length === 0) return {};
  const ordered = patterns.toSorted((a, b) => (a.patternId < b.patternId ? -1 : 1));
  return { detect: { patterns: ordered, exceptions: byId(exceptions) } };
}

// Absent where nothing is set, as for Detect. Rules that are off stay with the provider.
function preventOf({ ruleSettings, rules }: BundleContent): Pick<PolicyBundle["policies"], "prevent"> {
  const active = rules.filter(({ isActive }) => isActive);
  if (ruleSettings.length === 0 && active.length === 0) return {};
  const settings = ruleSettings.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  return { prevent: { settings, rules: byId(active) } };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
