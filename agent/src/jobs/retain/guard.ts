import { differences, type HeldBack, holdOver, ticksOf, withinCeiling } from "@logdoctor/shared-policies";
import { dayOf, manifestsOfDay, proofOf, readManifests } from "./archive-index.ts";
import { reproveDays } from "./archive-table.ts";
import { cutoffOf, outOfTime, type PolicyOnTable, type RetainContext, type Unit } from "./context.ts";
import { dayProofs } from "./day-proofs.ts";
import { LeaseLost, type Selection, type TimeRange } from "./ports.ts";
import { NotProven } from "./window-target.ts";

export type Refusal = { refused: HeldBack; note: string };

export interface Step {
  readonly method: "tableRetention" | "deleteData" | "purge";
  readonly range: TimeRange;
  readonly rows: number;
  readonly totalRetentionDays?: number;
}

/**
 * Says why a step that removes rows must not happen now, or nothing when it may. The order matters: what cannot change
 * is asked first, the proof of the archive next, and the provider last, right before the step.
 */
export async function refusalOf(context: RetainContext, unit: Unit, step: Step): Promise<Refusal | undefined> {
  const verdict = withinCeiling(context.ceiling, {
    table: unit.facts.table,
    method: step.method,
    rows: step.rows,
    rowsSoFar: context.journal.doc.rowsRemoved,
    ...(step.totalRetentionDays === undefined ? {} : { totalRetentionDays: step.totalRetentionDays }),
  });
  if (!verdict.allowed) return { refused: verdict.reason, note: "The customer's ceiling does not allow it." };
  return (await unproven(context, unit, step.range)) ?? permissionFor(context, unit, step);
}

async function unproven(context: RetainContext, unit: Unit, range: TimeRange): Promise<Refusal | undefined> {
  try {
    const note = (await ownProof(context, unit, range)) ?? (await othersProof(context, unit, range));
    return note === undefined ? undefined : { refused: "not-verified", note };
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    return { refused: outOfTime(context) ? "time-budget" : "not-verified", note: error.message };
  }
}

/**
 * Every row of the unit in the range is archived: by the workspace's own hash of each day, or, where that cannot agree
 * (rows of the day are gone already, the table gained a column), window by window against the archived rows themselves.
 */
async function ownProof(context: RetainContext, unit: Unit, range: TimeRange): Promise<string | undefined> {
  if (!unit.policy.archiveEnabled) return undefined;
  const first = await differingDays(context, unit, range);
  if (first.size === 0) return undefined;
  const failedBefore = unit.windows.failed;
  const proven = await reproveDays(context, unit, new Set(first.keys()));
  if (unit.windows.failed > failedBefore) return "Some windows could not be proven archived.";
  const second = await differingDays(context, unit, range);
  const open = [...second].filter(([day, rows]) => proven.get(day) !== rows).map(([day]) => day);
  return open.length === 0 ? undefined : `The archive does not match the workspace on ${open.join(", ")}.`;
}

/** Days whose hash differs from that of their manifests, with the rows that the workspace holds of them. */
async function differingDays(
  context: RetainContext,
  unit: Unit,
  range: TimeRange,
): Promise<ReadonlyMap<string, number>> {
  const current = await dayProofs(context, unit.selection, range);
  const differing = new Map<string, number>();
  for (const [day, proof] of current) {
    if (proof.rows === 0) continue;
    if (differences(proofOf(manifestsOfDay(unit.manifests, day)), proof).length > 0) differing.set(day, proof.rows);
  }
  return differing;
}

/**
 * Rows that belong to another policy too go only when that one would let them: after its own hot days, and, where it
 * archives, from its archive's proof. The filters of both policies together select just the rows at stake.
 */
async function othersProof(context: RetainContext, unit: Unit, range: TimeRange): Promise<string | undefined> {
  for (const other of unit.onTable) {
    if (other.policy.id === unit.policy.id) continue;
    const both: Selection = { ...unit.selection, filters: [...unit.filters, ...other.filters] };
    if ((await context.workspace.count(both, range)) === 0) continue;
    const problem = await overlapProof(context, unit, { other, both, range });
    if (problem !== undefined) return `Rows also belong to "${other.policy.policyName}", ${problem}.`;
  }
  return undefined;
}

async function overlapProof(
  context: RetainContext,
  unit: Unit,
  of: { other: PolicyOnTable; both: Selection; range: TimeRange },
): Promise<string | undefined> {
  const { policy, filters } = of.other;
  const keptFrom = cutoffOf(context.asOf, policy.hotRetentionDays);
  const stillHot = { from: later(of.range.from, keptFrom), to: of.range.to };
  const hot = ticksOf(stillHot.from) < ticksOf(stillHot.to) && (await context.workspace.count(of.both, stillHot)) > 0;
  if (hot) return "which keeps them hot for longer";
  if (!policy.archiveEnabled) return undefined;
  // Whole days, because manifests are compared by the day.
  const days = { from: `${dayOf(of.range.from)}T00:00:00Z`, to: earlier(nextDay(of.range.to), keptFrom) };
  const current = await dayProofs(context, { ...unit.selection, filters }, days);
  const manifests = await readManifests(context.archive, { table: unit.facts.table, policyId: policy.id }, [
    ...current.keys(),
  ]);
  const open = [...current].find(
    ([day, proof]) => proof.rows > 0 && differences(proofOf(manifestsOfDay(manifests, day)), proof).length > 0,
  );
  return open === undefined ? undefined : `whose archive of ${open[0]} is not complete`;
}

function later(a: string, b: string): string {
  return ticksOf(a) > ticksOf(b) ? a : b;
}

function earlier(a: string, b: string): string {
  return ticksOf(a) < ticksOf(b) ? a : b;
}

function nextDay(instant: string): string {
  return new Date(Date.parse(`${dayOf(instant)}T00:00:00Z`) + 86_400_000).toISOString();
}

async function permissionFor(context: RetainContext, unit: Unit, step: Step): Promise<Refusal | undefined> {
  try {
    const holds = await context.permission.renew();
    // Lower retention touches every row of the table, so any hold on the table stops it.
    const all = { from: "0001-01-01T00:00:00Z", to: "9999-12-31T00:00:00Z" };
    const range = step.method === "tableRetention" ? all : step.range;
    const hold = holdOver(holds, { table: unit.facts.table, ...range });
    return hold === undefined ? undefined : { refused: "legal-hold", note: `Legal hold: ${hold.reason}` };
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    context.log("retain.permission.failed", { error: String(error) });
    return { refused: "provider-away", note: "The provider did not answer, so nothing is removed." };
  }
}
