import { join } from "node:path";
import {
  defaultWindowCaps,
  type Lease,
  type LegalHold,
  type Lever,
  type PolicyBundle,
  priceBookFor,
  type RetainOutcome,
  type RetainTableOutcome,
  type RunStatus,
  type TenantId,
  type WindowCaps,
} from "@logdoctor/shared-policies";
import type { ArchiveCodec } from "../../archive/codec.ts";
import type { Deps } from "../../deps.ts";
import { reportable } from "../../report-error.ts";
import { archiveTable } from "./archive-table.ts";
import type { RetainContext, Unit } from "./context.ts";
import { defaultProofCaps } from "./day-proofs.ts";
import { openJournal } from "./journal.ts";
import { measureSavings } from "./measure-savings.ts";
import { followOperations, settleIntents } from "./operations.ts";
import { outcomeOf } from "./outcome.ts";
import { LeaseLost, WorkspaceError } from "./ports.ts";
import { quotaFreeAt, quotaLeft, shrinkTable } from "./shrink-table.ts";
import { planUnits } from "./units.ts";

export interface RetainInput {
  readonly lease: Lease;
  readonly bundle: PolicyBundle;
  readonly deadline: number;
  readonly renew: () => Promise<readonly LegalHold[]>;
  readonly caps?: WindowCaps;
  readonly proofCaps?: WindowCaps;
  readonly concurrency?: number;
}

export interface RetainResult {
  readonly status: RunStatus;
  readonly outcome: RetainOutcome;
  readonly continueAfter: Date | undefined;
}

/**
 * One attempt of a Retain run: archive what expired, prove it, then shrink. It stops at its deadline and goes on from the
 * journal in the next attempt. One failing policy does not stop the others; a lost lease stops everything.
 */
export async function retain(deps: Deps, input: RetainInput): Promise<RetainResult> {
  const codec = await deps.openCodec();
  try {
    const context = await contextOf(deps, input, codec);
    return await attempt(deps, context, input);
  } finally {
    codec.close();
  }
}

async function contextOf(deps: Deps, input: RetainInput, codec: ArchiveCodec): Promise<RetainContext> {
  const { clock, log, workspace, archive, settings } = deps;
  let files = 0;
  return {
    clock,
    log,
    workspace,
    archive,
    codec,
    journal: await openJournal(deps.state, input.lease, clock.now()),
    permission: { renew: input.renew },
    ceiling: settings.ceiling,
    lease: input.lease,
    tenantId: settings.tenantId as TenantId,
    workspaceId: settings.workspaceId,
    caps: input.caps ?? defaultWindowCaps,
    proofCaps: input.proofCaps ?? defaultProofCaps,
    deadline: input.deadline,
    asOf: new Date(Math.min(clock.now().getTime(), Date.parse(input.lease.period.to))),
    concurrency: input.concurrency ?? 4,
    tempFile: (extension) => {
      files += 1;
      return join(settings.tempDirectory, `${input.lease.runId}-${input.lease.fence}-${files}.${extension}`);
    },
  };
}

async function attempt(deps: Deps, context: RetainContext, input: RetainInput): Promise<RetainResult> {
  const policies = input.bundle.policies.retain;
  const { units, skipped } = await planUnits(context, policies);
  await settleIntents(context, units);
  const levers = new Map<string, Lever>();
  // All archiving comes before any shrinking: a table's shrink may depend on what another policy archives of it.
  const counted = new Map<string, Awaited<ReturnType<typeof archiveTable>>>();
  for (const unit of units) {
    await guarded(context, unit, async () => counted.set(unit.key, await archiveTable(context, unit)));
  }
  for (const unit of units) {
    const hours = counted.get(unit.key);
    if (hours === undefined) continue;
    await guarded(context, unit, async () => levers.set(unit.key, await shrinkTable(context, unit, hours)));
  }
  await followOperations(context);
  const tables: RetainTableOutcome[] = skipped.map(skippedOutcome);
  for (const unit of units) {
    const lever = levers.get(unit.key) ?? notReached;
    tables.push(await outcomeOf(context, unit, lever));
  }
  const inventory = await context.workspace.inventory(await factsNow(context, units));
  const book = priceBookFor(deps.settings.region, context.clock.now());
  const baseline = context.journal.doc.baseline;
  const tier = deps.settings.archiveTier;
  const compression = compressionOf(units);
  const saved = measureSavings({ inventory, outcomes: tables, policies, baseline, compression, tier, book });
  const status = statusOf(tables);
  const continueAfter = status === "partial" ? nextAttempt(context, tables) : undefined;
  return { status, outcome: { tables, inventory, savings: saved }, continueAfter };
}

const notReached: Lever = { method: "none", reasonCode: "not-reached", reason: "The run did not get that far." };

/** Measured over all archive files that are known, so that a run of few late rows does not speak for the whole. */
function compressionOf(units: readonly Unit[]): ReadonlyMap<string, number> {
  const ratios = new Map<string, number>();
  for (const unit of units) {
    const source = unit.manifests.reduce((sum, manifest) => sum + manifest.sourceBytes, 0);
    const stored = unit.manifests.reduce((sum, manifest) => sum + manifest.blob.length, 0);
    if (source > 0) ratios.set(unit.key, stored / source);
  }
  return ratios;
}

async function guarded(context: RetainContext, unit: Unit, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const throttled = error instanceof WorkspaceError && error.kind === "throttled";
    unit.heldBack.add(throttled ? "quota" : "failed");
    unit.notes.push(reportable(error));
    context.log("retain.unit.failed", { unit: unit.key, error: message });
  }
}

async function factsNow(context: RetainContext, units: readonly Unit[]) {
  const names = [...new Set(units.map((unit) => unit.facts.table))];
  const facts = await Promise.all(names.map((name) => context.workspace.table(name)));
  return facts.filter((one) => one !== undefined);
}

function statusOf(tables: readonly RetainTableOutcome[]): RunStatus {
  if (tables.some((table) => table.status === "partial")) return "partial";
  return tables.some((table) => table.status === "failed") ? "failed" : "succeeded";
}

function nextAttempt(context: RetainContext, tables: readonly RetainTableOutcome[]): Date {
  const soon = new Date(context.clock.now().getTime() + 60_000);
  const onlyQuota = tables.every((table) =>
    table.heldBack.every((reason) => reason === "quota" || table.status !== "partial"),
  );
  return onlyQuota && quotaLeft(context) <= 0 ? quotaFreeAt(context) : soon;
}

function skippedOutcome(
  skipped: Pick<RetainTableOutcome, "table" | "policyId" | "class" | "heldBack" | "errorMessage">,
): RetainTableOutcome {
  const nothing = { expired: 0, archived: 0, verified: 0, shrunk: 0, late: 0, blobs: 0, bytes: 0, sourceBytes: 0 };
  return {
    ...skipped,
    ...nothing,
    status: skipped.heldBack.includes("table-missing") ? "succeeded" : "failed",
    method: "none",
    methodReasonCode: notReached.reasonCode,
    methodReason: notReached.reason,
    windows: { planned: 0, done: 0, failed: 0 },
    parts: [],
  };
}
