import {
  approveLoss,
  type CallTarget,
  call,
  createFilterRule,
  type FilterAction,
  type FilterRuleDraft,
  getFilterRule,
  listFilterRules,
  moveFilterRuleEndpoint,
  type StoredFilterRule,
} from "@logdoctor/shared-policies";

type Step = Extract<FilterAction, "dryRun" | "activate">;

/** The one filter of the demonstration: health checks that every probe logs. Makes it where there is none. */
export async function ensureFilter(api: CallTarget): Promise<StoredFilterRule> {
  const [first] = (await call(api, listFilterRules)).data.items;
  if (first !== undefined) return first;
  const body: FilterRuleDraft = {
    ...{ ruleName: "Health checks", filterType: "Keyword", matchPattern: "Health check processing" },
    ...{ action: "DROP", priority: 100, isActive: true, table: "AppTraces", columns: ["Message"] },
  };
  return (await call(api, createFilterRule, { body })).data;
}

export async function readFilter(api: CallTarget, id: string) {
  return (await call(api, getFilterRule, { params: { id } })).data;
}

/** Takes the rule a step further, if it is not there yet. */
export async function moveFilter(api: CallTarget, id: string, action: Step): Promise<void> {
  const { actions, etag } = await readFilter(api, id);
  if (!actions.includes(action)) return;
  await call(api, moveFilterRuleEndpoint, { params: { id }, body: { action, reason: "" }, ifMatch: etag });
}

/** Approves what the certificate says would be lost, as a person would who reads it. Returns what was approved. */
export async function approveLosses(api: CallTarget, id: string): Promise<string[]> {
  const { certificate } = await readFilter(api, id);
  if (certificate === undefined) return [];
  const { watchers, fingerprint } = certificate;
  const losses = watchers.filter(({ verdict }) => verdict === "lost" || verdict === "unknown");
  for (const { id: watcherId } of losses) {
    const { etag } = await readFilter(api, id);
    const body = { watcherId, reason: "Nobody acts on health checks that succeed.", fingerprint };
    await call(api, approveLoss, { params: { id }, body, ifMatch: etag });
  }
  return losses.map(({ id: watcherId }) => watcherId);
}
