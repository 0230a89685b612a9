import { differences, type HeldBack, holdOver, withinCeiling } from "@logdoctor/shared-policies";
import { dayOf, manifestsOfDay, proofOf, readManifests } from "./archive-index.ts";
import { reproveDays } from "./archive-table.ts";
import { cutoffOf, type PolicyOnTable, type RetainContext, type Unit } from "./context.ts";
import { LeaseLost, type Selection, type TimeRange } from "./ports.ts";

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
  const unproven = (await ownProof(context, unit, step.range)) ?? (await othersProof(context, unit, step.range));
  if (unproven !== undefined) return { refused: "not-verified", note: unproven };
  return permissionFor(context, unit, step);
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
  const current = await context.workspace.dayProofs(unit.selection, range);
  const differing = new Map<string, number>();
  for (const [day, proof] of current) {
    if (proof.rows === 0) continue;
    if (differences(proofOf(manifestsOfDay(unit.manifests, day)), proof).length > 0) differing.set(day, proof.rows);
  }
  return differing;
}

/**
 * Rows that another policy wants archived must be in that policy's archive too, before this one removes them. The
 * filters of both policies together select just the rows at stake.
 */
async function othersProof(context: RetainContext, unit: Unit, range: TimeRange): Promise<string | undefined> {
  for (const other of unit.onTable) {
    if (other.policy.id === unit.policy.id || !other.policy.archiveEnabled) continue;
    const both: Selection = { ...unit.selection, filters: [...unit.filters, ...other.filters] };
    if ((await context.workspace.count(both, range)) === 0) continue;
    const problem = await overlapProof(context, unit, { other, range });
    if (problem !== undefined) return problem;
  }
  return undefined;
}

async function overlapProof(
  context: RetainContext,
  unit: Unit,
  of: { other: PolicyOnTable; range: TimeRange },
): Promise<string | undefined> {
  const { policy, filters } = of.other;
  const name = `"${policy.policyName}"`;
  if (of.range.to > cutoffOf(context.clock.now(), policy.hotRetentionDays)) {
    return `Rows also belong to ${name}, which keeps them hot for longer.`;
  }
  const selection: Selection = { ...unit.selection, filters };
  const current = await context.workspace.dayProofs(selection, of.range);
  const days = [...current.keys()].map(dayOf);
  const manifests = await readManifests(context.archive, { table: unit.facts.table, policyId: policy.id }, days);
  for (const [day, proof] of current) {
    const archived = proofOf(manifestsOfDay(manifests, day));
    if (proof.rows > 0 && differences(archived, proof).length > 0) {
      return `Rows also belong to ${name}, whose archive of ${day} is not complete.`;
    }
  }
  return undefined;
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
