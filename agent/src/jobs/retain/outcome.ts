import {
  type ArchivedPart,
  type ArchiveManifest,
  type HeldBack,
  type Lever,
  maxPartsInReport,
  type RetainTableOutcome,
} from "@logdoctor/shared-policies";
import { readManifests } from "./archive-index.ts";
import type { RetainContext, Unit } from "./context.ts";

/** Reasons after which the run goes on by itself. */
const passing: ReadonlySet<HeldBack> = new Set(["quota", "time-budget", "provider-away", "operation-pending"]);
/** Reasons that are the customer's or the policy's own wish. */
const wished: ReadonlySet<HeldBack> = new Set([
  "legal-hold",
  "dry-run-only",
  "protected-table",
  "purge-not-allowed",
  "retention-floor",
  "row-limit",
  "no-lever",
  "table-missing",
]);

/** What the run did for one unit, over all its attempts: counts come from the manifests and the journal. */
export async function outcomeOf(context: RetainContext, unit: Unit, lever: Lever): Promise<RetainTableOutcome> {
  const mine = await manifestsOfRun(context, unit);
  const progress = context.journal.unit(unit.key);
  const operations = context.journal.doc.operations.filter((operation) => operation.unit === unit.key);
  const pending = operations.find((operation) => operation.state === "requested");
  if (pending !== undefined) unit.heldBack.add("operation-pending");
  const done = operations.findLast((operation) => operation.state === "done" || operation.state === "requested");
  const method = done === undefined ? lever.method : (done.method as RetainTableOutcome["method"]);
  const rows = sum(mine, (manifest) => manifest.rows);
  const after = await context.workspace.table(unit.facts.table);
  const baseline = context.journal.doc.baseline[unit.facts.table] ?? unit.facts;
  return {
    table: unit.facts.table,
    policyId: unit.policy.id,
    class: unit.policy.retentionClass,
    status: statusOf(unit, pending?.method === "purge"),
    expired: (progress.expired ?? 0) + progress.late,
    archived: rows,
    verified: rows,
    shrunk: progress.shrunk,
    late: progress.late,
    method,
    methodReasonCode: lever.reasonCode,
    methodReason: lever.reason.slice(0, 500),
    heldBack: [...unit.heldBack],
    blobs: mine.length,
    bytes: sum(mine, (manifest) => manifest.blob.length),
    sourceBytes: sum(mine, (manifest) => manifest.sourceBytes),
    windows: unit.windows,
    retention: {
      before: baseline.retentionInDays,
      totalBefore: baseline.totalRetentionInDays,
      after: after?.retentionInDays ?? unit.facts.retentionInDays,
      totalAfter: after?.totalRetentionInDays ?? unit.facts.totalRetentionInDays,
    },
    parts: mine.slice(0, maxPartsInReport).map(partOf),
    ...(unit.notes.length === 0 ? {} : { errorMessage: [...new Set(unit.notes)].join(" ").slice(0, 500) }),
  };
}

// Rows of this run may be gone from the workspace by now, so the days to look at come from the unit's own manifests.
async function manifestsOfRun(context: RetainContext, unit: Unit): Promise<ArchiveManifest[]> {
  const known = unit.manifests.filter((manifest) => manifest.runId === context.lease.runId);
  if (context.lease.fence === 1) return known;
  const days = new Set(context.journal.doc.operations.filter((op) => op.unit === unit.key).flatMap((op) => daysOf(op)));
  for (const manifest of unit.manifests) days.delete(manifest.window.from.slice(0, 10));
  const of = { table: unit.facts.table, policyId: unit.policy.id };
  const removed = await readManifests(context.archive, of, [...days]);
  return [...known, ...removed.filter((manifest) => manifest.runId === context.lease.runId)];
}

function daysOf(range: { from: string; to: string }): string[] {
  const days: string[] = [];
  const end = Date.parse(`${range.to.slice(0, 19)}Z`);
  for (let at = Date.parse(`${range.from.slice(0, 10)}T00:00:00Z`); at < end; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

function statusOf(unit: Unit, purging: boolean): RetainTableOutcome["status"] {
  const reasons = [...unit.heldBack].filter((reason) => !wished.has(reason));
  if (reasons.length === 0) return "succeeded";
  if (reasons.every((reason) => reason === "operation-pending") && purging) return "succeeded";
  return reasons.every((reason) => passing.has(reason)) ? "partial" : "failed";
}

function partOf(manifest: ArchiveManifest): ArchivedPart {
  const { blob, window, rows, contentHash } = manifest;
  return { blob: blob.name, window, rows, bytes: blob.length, contentHash };
}

function sum(manifests: readonly ArchiveManifest[], of: (manifest: ArchiveManifest) => number): number {
  return manifests.reduce((total, manifest) => total + of(manifest), 0);
}
