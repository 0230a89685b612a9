import {
  type AgentView,
  checkRetentionPolicy,
  classify,
  type LegalHold,
  type NewLegalHold,
  type RetentionPolicyInput,
  type Role,
  type Run,
  type Savings,
  type Settings,
  type SettingsInput,
  type StoredRetentionPolicy,
  type TableInventory,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { testNow as now } from "./documents.ts";
import { detectAnswers, type FakeDetectState } from "./fake-detect.ts";
import { type FakeFilterState, filterAnswers } from "./fake-filter.ts";
import { type FakeNotifyState, notifyAnswers } from "./fake-notify.ts";
import { type FakePreventState, preventAnswers } from "./fake-prevent.ts";
import { aProblem, Refusal } from "./refusal.ts";

/** Everything that the fake provider knows; tests change it to play someone else. */
export interface FakeState extends FakeDetectState, FakeFilterState, FakeNotifyState, FakePreventState {
  roles: Role[];
  policies: StoredRetentionPolicy[];
  holds: LegalHold[];
  runs: Run[];
  agents: AgentView[];
  inventory: TableInventory[];
  savings: Savings | undefined;
  settings: Settings;
}

interface Asked {
  readonly params: Record<string, string>;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: string | null;
}

/** Puts a policy into the state, as a person with another browser would. */
export function storePolicy(state: FakeState, id: string, input: RetentionPolicyInput): StoredRetentionPolicy {
  state.changes++;
  const etag = `"${state.changes}"`;
  const stored = { ...input, id, tenantId: testTenant, createdAt: now, updatedAt: now, etag };
  state.policies = [...state.policies.filter((policy) => policy.id !== id), stored];
  return stored;
}

/** Changes the settings, as a person with another browser would. */
export function storeSettings(state: FakeState, input: SettingsInput, changedBy: string): Settings {
  state.changes++;
  state.settings = { ...input, etag: `settings-${state.changes}`, changedAt: now, changedBy };
  return state.settings;
}

/** What each endpoint answers, by its id. */
export const answers: Record<string, (state: FakeState, asked: Asked) => unknown> = {
  ...detectAnswers,
  ...filterAnswers,
  ...notifyAnswers,
  ...preventAnswers,
  getMe: ({ roles }) => ({ tenantId: testTenant, objectId: "user-1", name: "Kim Haneul", roles }),
  listRetentionPolicies: ({ policies }) => ({ items: policies }),
  getRetentionPolicy: (state, { params }) => policyOf(state, params),
  createRetentionPolicy: (state, { body }) => {
    refuseBroken(body as RetentionPolicyInput);
    return storePolicy(state, `policy-${state.changes + 1}`, body as RetentionPolicyInput);
  },
  updateRetentionPolicy: (state, { params, body, ifMatch }) => {
    const { id } = matching(state, params, ifMatch);
    refuseBroken(body as RetentionPolicyInput);
    return storePolicy(state, id, body as RetentionPolicyInput);
  },
  deleteRetentionPolicy: (state, { params, ifMatch }) => {
    const { id } = matching(state, params, ifMatch);
    state.policies = state.policies.filter((policy) => policy.id !== id);
    return undefined;
  },
  previewRetentionPolicy: (state, { body }) => previewOf(state, (body as { policy: RetentionPolicyInput }).policy),
  getSettings: ({ settings }) => settings,
  updateSettings: (state, { body, ifMatch }) => {
    if (ifMatch === null) throw new Refusal(aProblem("precondition-required", "If-Match is missing."));
    if (state.settings.etag !== ifMatch)
      throw new Refusal(aProblem("precondition-failed", "Read it again and repeat."));
    return storeSettings(state, body as SettingsInput, "Kim Haneul");
  },
  listLegalHolds: ({ holds }) => ({ items: holds }),
  placeLegalHold: (state, { body }) => {
    state.changes++;
    const placed = { createdBy: "Kim Haneul", createdAt: now, id: `hold-${state.changes}`, tenantId: testTenant };
    const hold = { ...(body as NewLegalHold), ...placed };
    state.holds = [...state.holds, hold];
    return hold;
  },
  releaseLegalHold: (state, { params }) => {
    state.holds = state.holds.map((hold) => (hold.id === params["id"] ? { ...hold, releasedAt: now } : hold));
    return state.holds.find((hold) => hold.id === params["id"]);
  },
  listRuns: ({ runs }, { query }) => pageOf(runs, query as { limit: number; cursor?: string }),
  getRun: ({ runs }, { params }) => runs.find((run) => run.id === params["runId"]) ?? missing("run"),
  getSavings: ({ savings, inventory }) => ({
    inventory,
    ...(savings === undefined ? {} : { savings, measuredAt: now, priceBook }),
  }),
  listAgents: ({ agents }) => ({ items: agents }),
};

const priceBook = {
  id: "list-2026-koreacentral",
  effectiveFrom: "2026-01-01",
  source: "Third-party listing of US East prices.",
  verified: false,
};

function missing(what: string): never {
  throw new Refusal(aProblem("not-found", `There is no such ${what}.`));
}

function policyOf(state: FakeState, params: Record<string, string>): StoredRetentionPolicy {
  return state.policies.find((policy) => policy.id === params["id"]) ?? missing("policy");
}

function matching(state: FakeState, params: Record<string, string>, ifMatch: string | null): StoredRetentionPolicy {
  const policy = policyOf(state, params);
  if (ifMatch === null) throw new Refusal(aProblem("precondition-required", "If-Match is missing."));
  if (policy.etag !== ifMatch) throw new Refusal(aProblem("precondition-failed", "Read it again and repeat."));
  return policy;
}

/** Stands in for the KQL parser: refuses what only `externaldata` would carry. */
function predicateProblems(policy: RetentionPolicyInput) {
  const at = policy.predicate?.indexOf("externaldata") ?? -1;
  if (at < 0) return [];
  return [
    { pointer: "/predicate", code: "KQL_EXTERNAL", detail: `Line 1, column ${at + 1}: externaldata may not be used.` },
  ];
}

function refuseBroken(policy: RetentionPolicyInput): void {
  const problems = [...checkRetentionPolicy(policy), ...predicateProblems(policy)];
  if (problems.length > 0) throw new Refusal(aProblem("policy-refused", "The policy breaks a rule.", problems));
}

function previewOf(state: FakeState, policy: RetentionPolicyInput) {
  const tables = policy.tables.map((table) => {
    const known = state.inventory.find((entry) => entry.table === table);
    const change = {
      method: "tableRetention",
      methodReasonCode: "retention-beyond-need",
      methodReason: "Retention beyond 31 days is what Azure bills for.",
    };
    if (known === undefined) return { table, known: false, ...change };
    const { retentionInDays, gbPerDay } = known;
    return { table, known: true, ...change, retentionBefore: retentionInDays, retentionAfter: 31, gbPerDay };
  });
  return {
    classification: classify(policy.logCategory, policy.severity),
    problems: predicateProblems(policy),
    tables,
    inventoryAt: now,
    savings: state.savings,
  };
}

function pageOf(runs: readonly Run[], { limit, cursor }: { limit: number; cursor?: string }) {
  const start = Number(cursor ?? "0");
  const end = start + limit;
  return { items: runs.slice(start, end), ...(end < runs.length ? { nextCursor: String(end) } : {}) };
}
