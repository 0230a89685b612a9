import type { LeaseState, LegalHold, RetentionPolicy, Run, SettingsChange } from "@logdoctor/shared-policies";
import type { EnrolledAgent, EnrolmentCode } from "../agents/agent-store.ts";
import type { OutboxMessage } from "../outbox/outbox-message.ts";
import type { RetainSummary } from "../savings/savings-store.ts";
import type { TenantSettings } from "../tenants/tenant-store.ts";

/** What each kind of stored document holds. */
export interface Bodies {
  tenant: TenantSettings;
  "settings-change": SettingsChange;
  "retention-policy": RetentionPolicy;
  "legal-hold": LegalHold;
  agent: EnrolledAgent;
  "enrolment-code": EnrolmentCode;
  lease: LeaseState;
  run: StoredRun;
  "retain-summary": RetainSummary;
  outbox: OutboxMessage;
}

export type Kind = keyof Bodies;

/** A run with the SHA-256 of each attempt's report, by fence: a report that comes twice is known by it. */
export interface StoredRun {
  readonly run: Run;
  readonly reports: Readonly<Record<string, string>>;
}

/** Documents that change together must lie in one of these groups: a transaction never spans two. */
export type Group = "config" | "activity";

export const groupOf = {
  tenant: "config",
  "settings-change": "config",
  "retention-policy": "config",
  "legal-hold": "config",
  agent: "activity",
  "enrolment-code": "activity",
  lease: "activity",
  run: "activity",
  "retain-summary": "activity",
  outbox: "activity",
} as const satisfies Record<Kind, Group>;
