import {
  blocksOf,
  type CoverageCertificate,
  type FilterBlock,
  isRateOf,
  type StoredFilterRule,
  type Watcher,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { FilterTable } from "../filter-tables/filter-table-store.ts";
import { ratesOf } from "./filter-policies-store.ts";
import { filtersOf, type StoredFilter } from "./filter-store.ts";
import { stands, wouldBeTakenBack } from "./taken-back.ts";

type Asked = Pick<RequestContext, "deps" | "tenantId" | "now">;

/** What stands between a rule and dropping rows, and which rules beside it lack an approval. */
export interface Blocks {
  readonly blockedBy: FilterBlock[];
  readonly waitsFor: NonNullable<StoredFilterRule["waitsFor"]>;
}

/** What stands between a rule and dropping rows, by what agents last said of its table. */
export async function blocksOfFilter(
  ctx: Asked,
  filter: StoredFilter,
  table: FilterTable | undefined,
): Promise<Blocks> {
  const proof = await proofBlocks(ctx, filter, table);
  const waitsFor = proof.includes("no-certificate") ? [] : await openBeside(ctx, filter.rule, table?.certificate);
  const takenBack = await wouldBeTakenBack(ctx, filter);
  const blockedBy: FilterBlock[] = [
    ...proof,
    ...(waitsFor.length > 0 ? (["beside-not-approved"] as const) : []),
    ...(takenBack ? (["taken-back"] as const) : []),
  ];
  return { blockedBy, waitsFor };
}

async function proofBlocks(ctx: Asked, filter: StoredFilter, table: FilterTable | undefined): Promise<FilterBlock[]> {
  const { id } = filter.rule;
  const certificate = table?.certificate;
  // What another rule of the table takes is approved there.
  const watchers = certificate?.watchers.filter((one) => isOfRule(one, id)) ?? [];
  const open = certificate === undefined ? [] : openWatchers(filter, certificate);
  return blocksOf(id, {
    dryRun: (await isUncounted(ctx, filter)) ? undefined : table?.dryRun,
    certificate: certificate === undefined ? undefined : { ...certificate, watchers },
    approved: watchers.filter((one) => !open.includes(one)).map((one) => one.id),
    testedAt: filter.testedAt,
  });
}

/** Whether its rate has a bound, and no test has counted yet what it means: it was tested with another rate, or without one. */
async function isUncounted(ctx: Asked, { rule }: StoredFilter): Promise<boolean> {
  if (rule.action !== "SAMPLE" || rule.observedPerMinute !== undefined) return false;
  return (await ratesOf(ctx, [rule])).some((rate) => isRateOf(rate, rule));
}

/**
 * Rules in force beside one that would lose something that nobody has approved for them. An agent proves the rules of a table
 * together, and refuses all of them where one lacks an approval.
 */
export async function openBeside(
  { deps, tenantId, now }: Asked,
  { id, table }: { readonly id: string; readonly table: string },
  certificate: CoverageCertificate | undefined,
): Promise<Blocks["waitsFor"]> {
  if (certificate?.watchers.some(isLoss) !== true) return [];
  const all = (await filtersOf(deps.documents, tenantId)).map(({ body }) => body);
  const beside = all.filter(({ rule }) => rule.id !== id && stands(rule, table, now));
  return beside.flatMap((one) => {
    const watcherIds = openWatchers(one, certificate).map((watcher) => watcher.id);
    const { id: ruleId, ruleName } = one.rule;
    return watcherIds.length === 0 ? [] : [{ ruleId, ruleName, watcherIds }];
  });
}

/** What a rule would take from others and nobody has approved, in the versions of a certificate that has the rule. */
function openWatchers({ rule, approvals }: StoredFilter, { rules, watchers }: CoverageCertificate): Watcher[] {
  const proved = rules.find(({ ruleId }) => ruleId === rule.id);
  if (proved === undefined) return [];
  const isApproved = ({ id, version }: Watcher) =>
    approvals.some(
      (one) => one.watcherId === id && one.watcherVersion === version && one.ruleVersion === proved.version,
    );
  return watchers.filter((one) => isLoss(one) && isOfRule(one, rule.id) && !isApproved(one));
}

function isLoss({ verdict }: Watcher): boolean {
  return verdict === "lost" || verdict === "unknown";
}

function isOfRule({ ruleIds }: Watcher, id: string): boolean {
  return ruleIds.length === 0 || ruleIds.includes(id);
}
