import type { PreventionRule, RuleSettings, StoredPreventionRule, TenantId } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

/** A rule as it ships, before a tenant set anything. */
export type ShippedPreventionRule = Omit<
  StoredPreventionRule,
  "tenantId" | "isActive" | "origin" | "defaultThreshold" | "etag"
>;

/** A rule that a tenant wrote, and who did so last. */
export interface TenantRule {
  readonly rule: PreventionRule;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** What a tenant set for a rule that ships, and who did so last. */
export interface StoredRuleSettings {
  readonly settings: RuleSettings;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

export function findRule(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<TenantRule> | undefined> {
  return documents.read(tenantId, "prevention-rule", id);
}

export async function tenantRulesOf(documents: DocumentStore, tenantId: string): Promise<TenantRule[]> {
  return (await listAll(documents, tenantId, "prevention-rule")).map(({ body }) => body);
}

export function writeRule(read: { readonly etag: string } | undefined, body: TenantRule): Write {
  const document = { kind: "prevention-rule", id: body.rule.id, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

export function deleteRuleWrite({ id, etag }: Stored<TenantRule>): Write {
  return { op: "delete", kind: "prevention-rule", id, etag };
}

export function findRuleSettings(
  documents: DocumentStore,
  tenantId: string,
  ruleId: string,
): Promise<Stored<StoredRuleSettings> | undefined> {
  return documents.read(tenantId, "rule-settings", ruleId);
}

export async function ruleSettingsOf(documents: DocumentStore, tenantId: string): Promise<StoredRuleSettings[]> {
  return (await listAll(documents, tenantId, "rule-settings")).map(({ body }) => body);
}

export function writeRuleSettings(read: Stored<StoredRuleSettings> | undefined, body: StoredRuleSettings): Write {
  const document = { kind: "rule-settings", id: body.settings.ruleId, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** ETag of a rule that ships in a tenant; one that was never set has one too. */
export function shippedRuleEtag(stored: StoredRuleSettings | undefined): string {
  return `rule-${stored?.revision ?? 0}`;
}

/** A rule that ships as a tenant sees it. */
export function shownShipped(
  rule: ShippedPreventionRule,
  tenantId: string,
  stored: StoredRuleSettings | undefined,
): StoredPreventionRule {
  const { isActive = true, threshold = rule.threshold } = stored?.settings ?? {};
  const common = { tenantId: tenantId as TenantId, origin: "shipped", defaultThreshold: rule.threshold } as const;
  return { ...rule, ...common, isActive, threshold, etag: shippedRuleEtag(stored) };
}

/** A rule of the tenant's own as answers show it. */
export function shownCustom({ rule, revision }: TenantRule): StoredPreventionRule {
  return { ...rule, origin: "custom", description: "", version: `1.0.${revision}`, etag: customEtag(revision) };
}

export function customEtag(revision: number): string {
  return `custom-${revision}`;
}
