import {
  type FilterRuleDraft,
  type FilterSettings,
  type FilterState,
  filterActionsOf,
  mayBeDeleted,
  moveFilterRule,
  type SamplingInput,
  type StoredFilterRule,
  type StoredSampling,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import type { CheckableRule, CheckedRules, FilterRuleDetail } from "../api/filter-queries.ts";
import { type Asked, me } from "./asked.ts";
import { testNow as now } from "./documents.ts";
import { aProblem, Refusal } from "./refusal.ts";

/** What the fake provider knows of Filter. */
export interface FakeFilterState {
  filters: FilterRuleDetail[];
  filterSettings: FilterSettings;
  sampling: StoredSampling[];
  changes: number;
}

export const usualFilterSettings: FilterSettings = {
  ...{ dryRunDays: 7, dangerDropRate: 0.5, tolerance: 0.1, heldOutShare: 0.01 },
  etag: "filter-settings-0",
};

/** Puts a rule into the state, as an agent's report or a person with another browser would. */
export function storeFilterRule(state: FakeFilterState, rule: FilterRuleDetail): FilterRuleDetail {
  state.changes++;
  const stored = { ...rule, actions: filterActionsOf(rule.state ?? "Draft"), etag: `"${state.changes}"` };
  const others = state.filters.filter(({ id }) => id !== rule.id);
  state.filters = [...others, stored];
  return stored;
}

/** Changes the settings, as a person with another browser would. */
export function storeFilterSettings(state: FakeFilterState, options: Omit<FilterSettings, "etag">): FilterSettings {
  state.changes++;
  state.filterSettings = { ...options, etag: `filter-settings-${state.changes}` };
  return state.filterSettings;
}

/** What each endpoint of Filter answers, by its id. */
export const filterAnswers: Record<string, (state: FakeFilterState, asked: Asked) => unknown> = {
  listFilterRules: ({ filters }) => ({ items: filters }),
  getFilterRule: (state, { params }) => ruleOf(state, params),
  createFilterRule: (state, { body }) => {
    const self = { id: `rule-${state.changes + 1}`, tenantId: testTenant, createdAt: now, createdBy: "Kim Haneul" };
    const none = { actions: [], blockedBy: [], expired: false, steps: [], approvals: [], statistics: [], etag: "" };
    return storeFilterRule(state, { ...(body as FilterRuleDraft), ...self, ...none, state: "Draft" });
  },
  updateFilterRule: (state, { params, body, ifMatch }) => {
    const { dryRun: _, ...rule } = matching(ruleOf(state, params), ifMatch);
    return storeFilterRule(state, {
      ...rule,
      ...(body as FilterRuleDraft),
      state: "Draft",
      blockedBy: [],
      approvals: [],
    });
  },
  deleteFilterRule: (state, { params, ifMatch }) => {
    const rule = matching(ruleOf(state, params), ifMatch);
    if (!mayBeDeleted(rule.state ?? "Draft")) throw new Refusal(aProblem("filter-state", "It is in force."));
    state.filters = state.filters.filter(({ id }) => id !== rule.id);
    return undefined;
  },
  moveFilterRule: (state, { params, body, ifMatch }) => {
    const rule = matching(ruleOf(state, params), ifMatch);
    const moved = moveFilterRule(rule.state ?? "Draft", { ...(body as Move), actor: me, at: now });
    if (moved.status === "refused") throw new Refusal(aProblem("filter-state", moved.refusal));
    if (moved.step.action === "activate" && rule.blockedBy.length > 0)
      throw new Refusal(aProblem("filter-unproven", "The rule may not drop rows yet."));
    const blockedBy = moved.step.to === "Testing" ? (["no-dry-run", "no-certificate"] as const) : [];
    const steps = [...rule.steps, moved.step];
    return storeFilterRule(state, { ...rule, state: moved.step.to as FilterState, steps, blockedBy: [...blockedBy] });
  },
  renewFilterRule: (state, { params, body, ifMatch }) => {
    const rule = matching(ruleOf(state, params), ifMatch);
    return storeFilterRule(state, { ...rule, ...(body as { expiresAt: string }), expired: false });
  },
  approveLoss: (state, { params, body, ifMatch }) => {
    const rule = matching(ruleOf(state, params), ifMatch);
    const { fingerprint, ...asked } = body as { watcherId: string; reason: string; fingerprint: string };
    if (rule.certificate?.fingerprint !== fingerprint) throw changedMeanwhile();
    const watcherVersion = rule.certificate?.watchers.find(({ id }) => id === asked.watcherId)?.version;
    const ruleVersion = rule.certificate?.rules.find(({ ruleId }) => ruleId === rule.id)?.version;
    const versions = { watcherVersion, ruleVersion };
    const approval = { ...asked, ...versions, at: now, by: "Kim Haneul", objectId: me.id };
    return storeFilterRule(state, withApproval(rule, approval));
  },
  checkFilterRules: (_, { body }) => checked(body as { table: string; rules: CheckableRule[] }),
  explainFilter: (state, { body }) => explained(state, body as { table: string; row: Record<string, unknown> }),
  listSampling: ({ sampling }) => ({ items: sampling }),
  createSampling: (state, { body }) => storeSampling(state, `rate-${state.changes + 1}`, body as SamplingInput),
  updateSampling: (state, { params, body, ifMatch }) => {
    const found = state.sampling.find(({ id }) => id === params["id"]);
    if (found === undefined) throw new Refusal(aProblem("not-found", "There is no such rate."));
    return storeSampling(state, matching(found, ifMatch).id, body as SamplingInput);
  },
  getFilterSettings: ({ filterSettings }) => filterSettings,
  updateFilterSettings: (state, { body, ifMatch }) => {
    matching(state.filterSettings, ifMatch);
    return storeFilterSettings(state, body as Omit<FilterSettings, "etag">);
  },
};

/** Puts a rate of sampling into the state, as a person with another browser would. */
export function storeSampling(state: FakeFilterState, id: string, input: SamplingInput): StoredSampling {
  state.changes++;
  const stored = { ...input, id, tenantId: testTenant, etag: `"${state.changes}"` };
  state.sampling = [...state.sampling.filter((one) => one.id !== id), stored];
  return stored;
}

type Move = Pick<Parameters<typeof moveFilterRule>[1], "action" | "reason">;

function ruleOf({ filters }: FakeFilterState, { id }: Record<string, string>): FilterRuleDetail {
  const rule = filters.find((one) => one.id === id);
  if (rule === undefined) throw new Refusal(aProblem("not-found", "There is no such filter rule."));
  return rule;
}

function matching<T extends { readonly etag: string }>(stored: T, ifMatch: string | null): T {
  if (stored.etag !== ifMatch) throw changedMeanwhile();
  return stored;
}

function changedMeanwhile(): Refusal {
  return new Refusal(aProblem("precondition-failed", "Read it again and repeat."));
}

/** Blocks fall away when every loss is approved. */
function withApproval(rule: FilterRuleDetail, approval: FilterRuleDetail["approvals"][number]): FilterRuleDetail {
  const approvals = [...rule.approvals, approval];
  const open = (rule.certificate?.watchers ?? []).some(
    ({ id, verdict }) =>
      (verdict === "lost" || verdict === "unknown") && approvals.every(({ watcherId }) => watcherId !== id),
  );
  const blockedBy = rule.blockedBy.filter((block) => open || block !== "loss-not-approved");
  return { ...rule, approvals, blockedBy };
}

/** Stands in for the compiler: one predicate a rule, and a column that no table has is refused. */
function checked({ rules }: { readonly rules: readonly CheckableRule[] }): CheckedRules {
  const limit = 15_360;
  const bad = rules.find(({ columns }) => columns?.includes("NoSuchColumn"));
  if (bad !== undefined) {
    const refusal = {
      code: "unknown-column",
      message: "AppTraces has no column NoSuchColumn.",
      ruleId: bad.id ?? "draft",
    };
    return { length: 0, limit, warnings: [], refusal };
  }
  const parts = rules.map(({ matchPattern }) => `| where not(Message has_any (${JSON.stringify(matchPattern)}))`);
  const transformKql = ["source", ...parts].join("\n");
  return { transformKql, length: transformKql.length, limit, warnings: ["The table's rows are seen once only."] };
}

function explained({ filters }: FakeFilterState, { table, row }: { table: string; row: Record<string, unknown> }) {
  const active = filters.filter((rule) => rule.table === table && rule.state === "Active");
  const text = JSON.stringify(row);
  const hit = active.find(({ matchPattern }) => [matchPattern].flat().some((value) => text.includes(value)));
  return {
    dropped: hit !== undefined,
    ...(hit === undefined ? {} : { ruleId: hit.id }),
    reason:
      hit === undefined
        ? "No rule matches it"
        : `${hit.ruleName} drops it: Message has "${[hit.matchPattern].flat()[0]}"`,
    rules: active.map((rule: StoredFilterRule) => ({
      ...{ ruleId: rule.id, ruleName: rule.ruleName, outcome: rule === hit ? "drops" : "no-match" },
    })),
  };
}
