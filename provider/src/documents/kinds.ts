import type {
  Alert,
  FindingBrief,
  IncidentRecord,
  LeaseState,
  LegalHold,
  PreventRun,
  RetentionPolicy,
  Run,
  SettingsChange,
  Violation,
} from "@logdoctor/shared-policies";
import type { EnrolledAgent, EnrolmentCode } from "../agents/agent-store.ts";
import type { AlertCard } from "../alerts/alert-card-store.ts";
import type { StoredAlertSettings } from "../alerts/alert-settings-store.ts";
import type { AlertDesk } from "../alerts/desk-store.ts";
import type { StoredException } from "../exceptions/exception-store.ts";
import type { FilterCard } from "../filter-news/filter-card-store.ts";
import type { StoredFilter } from "../filter-rules/filter-store.ts";
import type { StoredFilterSettings } from "../filter-settings/filter-settings-store.ts";
import type { StoredSamplingConfig } from "../filter-settings/sampling-store.ts";
import type { FilterTable } from "../filter-tables/filter-table-store.ts";
import type { StoredStatistics } from "../filter-tables/statistics-store.ts";
import type { IncidentGroup } from "../incidents/incident-store.ts";
import type { PostedCard } from "../notify/card-store.ts";
import type { BotConversation } from "../notify/conversation-store.ts";
import type { NotifySettings } from "../notify/notify-settings-store.ts";
import type { OutboxMessage } from "../outbox/outbox-message.ts";
import type { StoredPatternSettings } from "../patterns/pattern-store.ts";
import type { StoredRuleSettings, TenantRule } from "../prevent-rules/rule-store.ts";
import type { RetainSummary } from "../savings/savings-store.ts";
import type { TenantSettings } from "../tenants/tenant-store.ts";
import type { StoredIndicators } from "../threats/indicator-store.ts";

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
  "notify-settings": NotifySettings;
  "bot-conversation": BotConversation;
  "bot-activity": { readonly at: string };
  "incident-card": PostedCard;
  incident: IncidentRecord;
  "incident-group": IncidentGroup;
  "finding-batch": FindingBatch;
  "pattern-settings": StoredPatternSettings;
  "pattern-exception": StoredException;
  "threat-indicators": StoredIndicators;
  "prevention-rule": TenantRule;
  "rule-settings": StoredRuleSettings;
  "alert-settings": StoredAlertSettings;
  "prevent-finding": Violation;
  "prevent-run": PreventRun;
  "filter-rule": StoredFilter;
  "filter-settings": StoredFilterSettings;
  sampling: StoredSamplingConfig;
  "filter-table": FilterTable;
  "filter-statistics": StoredStatistics;
  "filter-card": FilterCard;
  alert: Alert;
  "alert-card": AlertCard;
  "alert-desk": AlertDesk;
}

export type Kind = keyof Bodies;

/** A run with the SHA-256 of each attempt's report, by fence: a report that comes twice is known by it. */
export interface StoredRun {
  readonly run: Run;
  readonly reports: Readonly<Record<string, string>>;
}

/** The findings of one report, in short, with the incidents that they went into. */
export interface FindingBatch {
  readonly reportedAt: string;
  readonly findings: readonly FindingBrief[];
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
  "notify-settings": "config",
  "bot-conversation": "activity",
  "bot-activity": "activity",
  "incident-card": "activity",
  incident: "activity",
  "incident-group": "activity",
  "finding-batch": "activity",
  "pattern-settings": "config",
  "pattern-exception": "config",
  "threat-indicators": "config",
  "prevention-rule": "config",
  "rule-settings": "config",
  "alert-settings": "config",
  "prevent-finding": "activity",
  "prevent-run": "activity",
  "filter-rule": "config",
  "filter-settings": "config",
  sampling: "config",
  "filter-table": "activity",
  "filter-statistics": "activity",
  "filter-card": "activity",
  alert: "activity",
  "alert-card": "activity",
  "alert-desk": "activity",
} as const satisfies Record<Kind, Group>;
