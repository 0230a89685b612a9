import { FilterRefusal } from "@logdoctor/kql-filter";
import type { FilteredTable } from "@logdoctor/shared-policies";
import { reportable } from "../../report-error.ts";
import { LeaseLost } from "../retain/ports.ts";
import { applyFilter, refusedRules, type Wanted, wantedFor } from "./apply-filter.ts";
import { certify } from "./certify.ts";
import type { FilterContext, TableWork } from "./context.ts";
import { dangerRate, dryRunTable } from "./dry-run-table.ts";
import { flowName, liveEntry, revertedEntry, shown } from "./entries.ts";
import { findPaths, type Path } from "./find-paths.ts";
import type { Applied } from "./journal.ts";
import { withObserved } from "./observed-rates.ts";
import { recertify } from "./recertify.ts";
import { transformOf } from "./rule-document.ts";
import { countDropped } from "./statistics.ts";
import { takeOut } from "./take-out.ts";
import { someOf, unapproved } from "./unapproved.ts";

/**
 * Brings one table to where its rules want it: rules under test are played on history; rules in force are proved and put into the
 * flows that the rows pass. A flow that fails does not hold up the others. Throws the first error at the end.
 */
export async function settleTable(context: FilterContext, work: TableWork): Promise<void> {
  const errors: unknown[] = [];
  const tried = async (step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      errors.push(error);
    }
  };
  if (work.testing.length > 0) await tried(() => tryRules(context, work));
  await tried(async () => {
    const verified: Applied[] = [];
    for (const path of await pathsOf(context, work))
      await tried(async () => {
        verified.push(...(await settlePath(context, work, path)));
      });
    await tried(() => count(context, work, verified));
  });
  if (errors.length > 0) throw errors[0];
}

async function pathsOf({ outcome, collectionRules }: FilterContext, work: TableWork): Promise<readonly Path[]> {
  const found = await findPaths(collectionRules, work.table);
  if ("paths" in found) return found.paths;
  const { refusal, collectionRule, detail } = found;
  if (work.inForce.length + work.testing.length > 0)
    outcome.tables.push({ table: work.table, collectionRule, state: "refused", refusal, detail, ruleIds: [] });
  return [];
}

/** Rules under test count together with those that drop rows already: that is what would stand there. */
async function tryRules(context: FilterContext, work: TableWork): Promise<void> {
  try {
    const rules = await withObserved(context, work, [...work.inForce, ...work.testing]);
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

/**
 * What does not end with the wanted text in its place ends with none: the text of before was made of other rules, or somebody has
 * changed it, and nothing proves it any more. Answers the filter that stands, once it is known to do as predicted.
 */
async function settlePath(context: FilterContext, work: TableWork, path: Path): Promise<Applied[]> {
  const { seen } = context;
  const name = flowName(path);
  let stands: Applied | undefined;
  try {
    const wanted = wantedFor(context, work, path);
    const current = transformOf(path.rule.document, path.flow);
    const { fingerprint, transformKql } = wanted.compile(current);
    const entry = liveEntry(context.journal.doc.applied, path);
    if (fingerprint !== undefined && entry?.fingerprint === fingerprint && transformKql === current) stands = entry;
    const lost = stands === undefined ? undefined : await recertify(context, work, stands);
    if (stands !== undefined && lost === undefined) return seen.get(name)?.state === "verified" ? [stands] : [];
    stands = undefined;
    const settled =
      lost ?? (fingerprint === undefined ? undefined : await propose(context, work, { path, wanted, fingerprint }));
    if (settled?.state === "pending") seen.set(name, settled);
    else await clear(context, path, settled);
  } catch (error) {
    if (error instanceof LeaseLost || stands !== undefined) throw error;
    await clear(context, path, error instanceof FilterRefusal ? refusedRules(path, error) : undefined);
    if (!(error instanceof FilterRefusal)) throw error;
  }
  return [];
}

/** Takes out whatever of ours is left in a flow, and says so together with why. */
async function clear(context: FilterContext, path: Path, why: FilteredTable | undefined): Promise<void> {
  const { seen, journal } = context;
  const name = flowName(path);
  const ruleIds = liveEntry(journal.doc.applied, path)?.ruleIds ?? [];
  const base = { table: path.flow.table, collectionRule: path.rule.id, detail: "" };
  try {
    const change = await takeOut(context, path);
    if (!change.done) return void seen.set(name, { ...base, state: "failed", detail: change.detail, ruleIds });
    if (why !== undefined) seen.set(name, why);
    else if (change.result === "changed") seen.set(name, { ...base, state: "removed", ruleIds: [] });
  } catch (error) {
    // Somebody has edited our text, and only a person can take it out; or what stands there is not known until the next run.
    const detail = reportable(error).slice(0, 400);
    const isEdited = error instanceof FilterRefusal;
    seen.set(
      name,
      isEdited ? { ...refusedRules(path, error), ruleIds } : { ...base, state: "failed", detail, ruleIds },
    );
    if (!isEdited) throw error;
  }
}

/** Rows that the table's filters dropped since the last count. */
async function count(context: FilterContext, work: TableWork, verified: readonly Applied[]): Promise<void> {
  const [first, ...others] = verified;
  if (first === undefined) return;
  const applied = [first, ...others] as const;
  context.outcome.statistics.push(...(await countDropped(context, work, { applied, rules: work.inForce })));
  await context.journal.save();
}

interface Proposal {
  readonly path: Path;
  readonly wanted: Wanted;
  readonly fingerprint: string;
}

/** What went wrong once goes wrong again: only other rules may try anew. */
async function propose(context: FilterContext, work: TableWork, proposal: Proposal): Promise<FilteredTable> {
  const reverted = revertedEntry(context.journal.doc.applied, proposal.path, proposal.fingerprint);
  if (reverted === undefined) return introduce(context, work, proposal);
  const seen = context.seen.get(flowName(proposal.path));
  return seen?.state === "reverted" ? seen : shown(reverted, reverted.detail ?? "");
}

async function introduce(context: FilterContext, work: TableWork, { path, wanted }: Proposal): Promise<FilteredTable> {
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
    return refuse("loss-not-approved", `Nobody has approved what these would lose: ${someOf(losses)}.`);
  const predictedDropRate = share * (1 - policies.options.heldOutShare);
  return applyFilter(context, path, { wanted, predictedDropRate });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
