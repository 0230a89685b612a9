import { FilterRefusal } from "@logdoctor/kql-filter";
import type { FilteredTable } from "@logdoctor/shared-policies";
import { reportable } from "../../report-error.ts";
import { LeaseLost } from "../retain/ports.ts";
import type { WatchContext } from "./context.ts";
import { failed, flowName, gone, liveEntry, oursIn, revertedEntry, shown, stoodUntil } from "./entries.ts";
import type { Path } from "./find-paths.ts";
import type { Applied } from "./journal.ts";
import type { RuleSnapshot } from "./ports.ts";
import { transformedFlows, unfitFlow } from "./rule-document.ts";
import { takeOut } from "./take-out.ts";
import { verifyFilter } from "./verify-filter.ts";

/**
 * Looks at every text of ours in every rule that the customer chose, whatever the journal says, and takes out what has expired, is
 * not wanted any more, does not do as predicted, or is not known. It does not need the provider, and never applies anything.
 * One rule that fails does not leave the others unwatched. Throws `LeaseLost`.
 */
export async function watchStanding(context: WatchContext): Promise<void> {
  const { collectionRules, journal, seen } = context;
  for (const id of collectionRules.ids) await watchRule(context, id);
  for (const one of journal.doc.applied) {
    if (one.state === "reverted" || collectionRules.ids.includes(one.collectionRule)) continue;
    const detail =
      "The data collection rule is not among those chosen for Filter any more: what stands there is not watched.";
    seen.set(nameOf(one), failed(one, detail));
  }
  await journal.save();
}

async function watchRule(context: WatchContext, id: string): Promise<void> {
  const { collectionRules, journal, seen } = context;
  const entries = journal.doc.applied.filter((one) => one.collectionRule === id && one.state !== "reverted");
  let rule: RuleSnapshot | undefined;
  try {
    rule = await collectionRules.read(id);
  } catch (error) {
    context.log("filter.rule.unread", { rule: id, error: String(error) });
    for (const one of entries) seen.set(nameOf(one), failed(one, `The rule could not be read: ${reportable(error)}`));
    return;
  }
  const standing = rule === undefined ? [] : oursOf(context, rule);
  for (const one of standing) seen.set(flowName(one.path), await watchFlow(context, one));
  forget(context, entries, standing);
}

/** A text of ours in a flow: its fingerprint, or what is wrong with it. */
interface Standing {
  readonly path: Path;
  readonly ours: string | FilterRefusal;
  /** Whether the flow's rows reach this workspace still. */
  readonly isOurs: boolean;
}

/** Flows to other workspaces may have the text of another agent; only what the journal knows is ours there. */
function oursOf({ collectionRules, journal }: WatchContext, rule: RuleSnapshot): Standing[] {
  const isKnown = (stream: string) =>
    journal.doc.applied.some((one) => one.collectionRule === rule.id && one.stream === stream);
  return transformedFlows(rule.document, collectionRules.workspaceId).flatMap((flow) => {
    const ours = oursIn(flow.transformKql);
    const { stream, table } = flow;
    return ours === undefined || !(flow.isOurs || isKnown(stream))
      ? []
      : [{ path: { rule, flow: { stream, table } }, ours, isOurs: flow.isOurs }];
  });
}

/** Entries whose text is not there: somebody took it out, or a process died before it was written. */
function forget(
  { journal, seen, clock }: WatchContext,
  entries: readonly Applied[],
  standing: readonly Standing[],
): void {
  const names = new Set(standing.map(({ path }) => flowName(path)));
  const missing = entries.filter((one) => !names.has(nameOf(one)));
  for (const one of missing) {
    const { table, collectionRule } = one;
    seen.set(nameOf(one), {
      table,
      collectionRule,
      state: "removed",
      detail: "It was not there any more.",
      ruleIds: [],
    });
  }
  journal.doc.stood.push(...missing.map((one) => stoodUntil(one, clock.now())));
  journal.doc.applied = journal.doc.applied.filter((one) => !missing.includes(one));
}

async function watchFlow(context: WatchContext, standing: Standing): Promise<FilteredTable> {
  const { path, ours } = standing;
  const { applied } = context.journal.doc;
  const live = liveEntry(applied, path);
  if (ours instanceof FilterRefusal) return edited(path, ours, live);
  try {
    if (live?.fingerprint === ours) return await watchKnown(context, standing, live);
    const reverted = revertedEntry(applied, path, ours);
    const change = await takeOut(context, path);
    if (!change.done)
      return { ...gone(path, change.detail), state: "failed", ruleIds: (reverted ?? live)?.ruleIds ?? [] };
    return reverted === undefined
      ? gone(path, "A filter that the journal does not know was taken out.")
      : shown(reverted, reverted.detail ?? "");
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    context.log("filter.watch.failed", { table: path.flow.table, error: String(error) });
    return { ...gone(path, reportable(error).slice(0, 400)), state: "failed", ruleIds: live?.ruleIds ?? [] };
  }
}

async function watchKnown(context: WatchContext, { path, isOurs }: Standing, live: Applied): Promise<FilteredTable> {
  const foreign = isOurs ? unfitFlow(path.rule.document, path.flow) : leadsElsewhere;
  if (foreign !== undefined) {
    const change = await takeOut(context, path);
    const detail = `Somebody has changed the flow: ${foreign}`;
    if (!change.done) return failed(live, `${detail} Taking the filter out failed: ${change.detail}`);
    return { ...gone(path, detail), state: "refused", refusal: "no-path" };
  }
  const terms = context.terms(live);
  if (terms.wanted) {
    live.expiresAt = terms.expiresAt;
    live.tolerance = terms.tolerance;
    return verifyFilter(context, path, live);
  }
  const change = await takeOut(context, path);
  return change.done
    ? gone(path, terms.reason)
    : failed(live, `${terms.reason} Taking it out failed: ${change.detail}`);
}

const leadsElsewhere = "It does not bring its rows to this workspace any more.";

/** What was the customer's in such a text is not known, so it is left to a person. */
function edited({ rule, flow }: Path, { message }: FilterRefusal, live: Applied | undefined): FilteredTable {
  const base = { table: flow.table, collectionRule: rule.id, ruleIds: live?.ruleIds ?? [] };
  return { ...base, state: "refused", refusal: "does-not-compile", detail: message };
}

function nameOf({ collectionRule, stream, table }: Applied): string {
  return JSON.stringify([collectionRule, stream, table]);
}
