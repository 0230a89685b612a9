import { hash } from "node:crypto";
import { dropsRows, FilterType, isExpired, isRateOf, keptRate } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { filterOptionsOf } from "../filter-settings/filter-settings-store.ts";
import { ratesOf } from "./filter-policies-store.ts";
import { filtersOf, inForceSince, type StoredFilter, type TenantFilter } from "./filter-store.ts";

type Asked = Pick<RequestContext, "deps" | "tenantId" | "now">;

/**
 * Whether this rule, with those that are in force beside it, is what the agent took back: it does not apply the same text again, so
 * that a rule in force would only come back to review.
 */
export async function wouldBeTakenBack(ctx: Asked, { rule, takenBack }: StoredFilter): Promise<boolean> {
  if (takenBack === undefined) return false;
  const all = (await filtersOf(ctx.deps.documents, ctx.tenantId)).map(({ body }) => body);
  const beside = all.filter((one) => one.rule.id !== rule.id && stands(one.rule, rule.table, ctx.now));
  return (await digestOf(ctx, [...beside.map((one) => one.rule), rule])) === takenBack;
}

/** What stands for the rules of a table that an agent had applied at `appliedAt`, as they were before its report moved them. */
export function digestOfApplied(
  ctx: Asked,
  filters: readonly StoredFilter[],
  { table, appliedAt }: { readonly table: string; readonly appliedAt: string },
): Promise<string> {
  const applied = filters.filter(
    (one) => stands(one.rule, table, ctx.now) && Date.parse(inForceSince(one)) <= Date.parse(appliedAt),
  );
  return digestOf(
    ctx,
    applied.map(({ rule }) => rule),
  );
}

/** Whether a rule of a table drops rows now. */
export function stands(rule: TenantFilter, table: string, now: Date): boolean {
  return rule.table === table && rule.isActive && dropsRows(rule.state) && !isExpired(rule, now);
}

/** Equal for rules that agents make the same text of: names, ends and who wrote them are not in it. */
async function digestOf(ctx: Asked, rules: readonly TenantFilter[]): Promise<string> {
  const rates = await ratesOf(ctx, rules);
  const { heldOutShare } = await filterOptionsOf(ctx.deps.documents, ctx.tenantId);
  const parts = rules.toSorted(inOrder).map((rule) => {
    const { table, filterType, matchPattern, matchMode, columns, action, samplingRate, observedPerMinute } = rule;
    const rate = rates.find((one) => isRateOf(one, rule));
    const { maxPerMinute } = rate ?? {};
    const kept = keptRate(samplingRate ?? rate?.samplingRate ?? 0, { maxPerMinute, observedPerMinute });
    return [table, filterType, matchPattern, matchMode ?? "Term", columns ?? [], action, kept];
  });
  return hash("sha256", JSON.stringify([heldOutShare, parts]), "base64url");
}

function inOrder(a: TenantFilter, b: TenantFilter): number {
  const type = FilterType.options.indexOf(a.filterType) - FilterType.options.indexOf(b.filterType);
  return type || a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
