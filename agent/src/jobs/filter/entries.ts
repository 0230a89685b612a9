import { decompose, FilterRefusal } from "@logdoctor/kql-filter";
import type { FilteredTable } from "@logdoctor/shared-policies";
import type { Path } from "./find-paths.ts";
import type { Applied, Stood } from "./journal.ts";

/** Names a flow of a data collection rule within one run. */
export function flowName({ rule, flow }: Path): string {
  return JSON.stringify([rule.id, flow.stream, flow.table]);
}

function isOf(one: Applied, { rule, flow }: Path): boolean {
  return one.collectionRule === rule.id && one.stream === flow.stream && one.table === flow.table;
}

/** What is to stand in a flow, as far as the journal knows. */
export function liveEntry(applied: readonly Applied[], path: Path): Applied | undefined {
  return applied.find((one) => one.state !== "reverted" && isOf(one, path));
}

/** A filter that was taken back from this flow: it is not tried again as it is. */
export function revertedEntry(applied: readonly Applied[], path: Path, fingerprint: string): Applied | undefined {
  return applied.findLast((one) => one.state === "reverted" && one.fingerprint === fingerprint && isOf(one, path));
}

/** All entries but that of what stands in a flow; what was taken back is remembered. */
export function withoutLive(applied: readonly Applied[], path: Path): Applied[] {
  return applied.filter((one) => one.state === "reverted" || !isOf(one, path));
}

/** What is to be remembered of a filter that is taken out. */
export function stoodUntil({ table, ruleIds, heldOutShare }: Applied, now: Date): Stood {
  return { table, ruleIds, heldOutShare, until: now.toISOString() };
}

/** What of ours a transformation holds: a fingerprint, nothing, or parts that somebody has edited. */
export function oursIn(transformKql: string | undefined): string | undefined | FilterRefusal {
  try {
    return decompose(transformKql).fingerprint;
  } catch (error) {
    if (error instanceof FilterRefusal) return error;
    throw error;
  }
}

export function shown(applied: Applied, detail: string): FilteredTable {
  const { table, collectionRule, state, appliedAt, predictedDropRate } = applied;
  const ruleIds = state === "reverted" ? [] : applied.ruleIds;
  return { table, collectionRule, state, detail, ruleIds, appliedAt, predictedDropRate };
}

export function failed(applied: Applied, detail: string): FilteredTable {
  return { ...shown(applied, detail.slice(0, 1000)), state: "failed", ruleIds: applied.ruleIds };
}

export function gone({ rule, flow }: Path, detail: string): FilteredTable {
  return { table: flow.table, collectionRule: rule.id, state: "removed", detail, ruleIds: [] };
}
