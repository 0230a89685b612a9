import { FilterRefusal } from "@logdoctor/kql-filter";
import type { CoverageCertificate, FilteredTable, FilterRule } from "@logdoctor/shared-policies";
import {
  appliedTo,
  applyFilter,
  fingerprintOf,
  others,
  refusedRules,
  removeFilter,
  shown,
  type Wanted,
  wantedFor,
} from "./apply-filter.ts";
import { certify } from "./certify.ts";
import type { FilterContext, TableWork } from "./context.ts";
import { dangerRate, dryRunTable } from "./dry-run-table.ts";
import { findPaths, type Path } from "./find-paths.ts";
import { countDropped } from "./statistics.ts";
import { verifyFilter } from "./verify-filter.ts";

/**
 * Brings one table to where its rules want it: rules under test are played on history; rules in force are proved and put into the
 * flows that the rows pass; what stands there already is watched. Throws `WorkspaceError`.
 */
export async function settleTable(context: FilterContext, work: TableWork): Promise<void> {
  const { outcome, collectionRules } = context;
  if (work.testing.length > 0) await tryRules(context, work);
  const found = await findPaths(collectionRules, work.table);
  if ("refusal" in found) {
    if (work.inForce.length + work.testing.length === 0) return;
    const { refusal, collectionRule, detail } = found;
    outcome.tables.push({ table: work.table, collectionRule, state: "refused", refusal, detail, ruleIds: [] });
    return;
  }
  for (const path of found.paths) {
    const settled = await settlePath(context, work, path);
    if (settled !== undefined) outcome.tables.push(settled);
  }
}

/** Rules under test count together with those that drop rows already: that is what would stand there. */
async function tryRules(context: FilterContext, work: TableWork): Promise<void> {
  const rules = [...work.inForce, ...work.testing];
  try {
    context.outcome.dryRuns.push(await dryRunTable(context, work, rules));
    context.outcome.certificates.push(await certify(context, work, rules));
  } catch (error) {
    if (!(error instanceof FilterRefusal)) throw error;
    const detail = error.ruleId === undefined ? error.message : `${error.ruleId}: ${error.message}`;
    const refused = {
      state: "refused",
      refusal: "does-not-compile",
      detail,
      ruleIds: work.testing.map(({ id }) => id),
    } as const;
    context.outcome.tables.push({ table: work.table, collectionRule: "", ...refused });
  }
}

async function settlePath(context: FilterContext, work: TableWork, path: Path): Promise<FilteredTable | undefined> {
  const { journal } = context;
  try {
    const present = fingerprintOf(path);
    const wanted = wantedFor(context, work, path);
    const { fingerprint } = wanted.compile(undefined);
    const applied = appliedTo(journal.doc.applied, path);
    if (fingerprint === undefined) return present === undefined ? undefined : await removed(context, path);
    // What went wrong once goes wrong again: only other rules, or a person, may try anew.
    if (applied?.fingerprint === fingerprint && applied.state === "reverted")
      return shown(applied, applied.detail ?? "");
    if (applied?.fingerprint === fingerprint && present === fingerprint)
      return await watch(context, work, { path, applied });
    return await introduce(context, work, { path, wanted });
  } catch (error) {
    if (error instanceof FilterRefusal) return refusedRules(path, error);
    throw error;
  }
}

async function removed(context: FilterContext, path: Path): Promise<FilteredTable> {
  const { journal } = context;
  const change = await removeFilter(context, path);
  const base = { table: path.flow.table, collectionRule: path.rule.id, ruleIds: [] };
  if (!change.done) return { ...base, state: "failed", detail: change.detail };
  journal.doc.applied = others(journal.doc.applied, path);
  await journal.save();
  return { ...base, state: "removed", detail: "" };
}

async function watch(
  context: FilterContext,
  work: TableWork,
  { path, applied }: { path: Path; applied: NonNullable<ReturnType<typeof appliedTo>> },
): Promise<FilteredTable> {
  const seen = await verifyFilter(context, path, applied);
  if (seen.state === "verified") {
    context.outcome.statistics.push(...(await countDropped(context, work, { applied, rules: work.inForce })));
    await context.journal.save();
  }
  return seen;
}

async function introduce(
  context: FilterContext,
  work: TableWork,
  { path, wanted }: { path: Path; wanted: Wanted },
): Promise<FilteredTable> {
  const { ceiling, outcome, policies } = context;
  const refuse = (refusal: NonNullable<FilteredTable["refusal"]>, detail: string): FilteredTable => ({
    ...{ table: work.table, collectionRule: path.rule.id, state: "refused", refusal, detail, ruleIds: [] },
  });
  if (ceiling.dryRunOnly) return refuse("dry-run-only", "The customer's ceiling allows dry runs only.");
  if (ceiling.protectedTables.some((one) => one.toLowerCase() === work.table.toLowerCase()))
    return refuse("protected-table", "The customer's ceiling protects this table.");
  const dryRun = await dryRunTable(context, work, work.inForce);
  const certificate = await certify(context, work, work.inForce);
  outcome.dryRuns.push(dryRun);
  outcome.certificates.push(certificate);
  const share = dryRun.rows === 0 ? 0 : dryRun.dropped / dryRun.rows;
  if (dryRun.dangerous)
    return refuse(
      "drop-rate",
      `The rules would drop ${percent(share)} of the rows; ${percent(dangerRate(context))} is the limit.`,
    );
  const losses = unapproved(certificate, work.inForce, policies.approvedLosses);
  if (losses.length > 0)
    return refuse("loss-not-approved", `Nobody has approved what these would lose: ${losses.join(", ")}.`);
  const predictedDropRate = share * (1 - policies.options.heldOutShare);
  return applyFilter(context, path, { wanted, predictedDropRate });
}

/** Watchers that would lose something, or of which that is not known, and that nobody approved for one of the rules. */
function unapproved(
  { watchers }: CoverageCertificate,
  rules: readonly FilterRule[],
  approved: FilterContext["policies"]["approvedLosses"],
): string[] {
  const isApproved = (watcherId: string) =>
    rules.some(({ id }) => approved.some((one) => one.watcherId === watcherId && one.ruleId === id));
  return watchers
    .filter(({ verdict, id }) => (verdict === "lost" || verdict === "unknown") && !isApproved(id))
    .map(({ id }) => id);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
