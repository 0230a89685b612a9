import { detectWithinCeiling, type PolicyBundle, type RunStatus } from "@logdoctor/shared-policies";
import type { Deps } from "../../deps.ts";
import { WorkspaceError } from "../retain/ports.ts";
import type { DetectContext, TableScan } from "./context.ts";
import { effectivePatterns } from "./effective-patterns.ts";
import { type Gathered, nothing, together } from "./gathered.ts";
import type { Journal } from "./journal.ts";
import { prune } from "./known-findings.ts";
import type { DetectLimits } from "./limits.ts";
import { readTable, type TableRead } from "./read-table.ts";
import { withThreats } from "./with-threats.ts";

export interface Reading {
  readonly journal: Journal;
  readonly bundle: PolicyBundle;
  readonly deadline: number;
  readonly to: number;
  readonly since: number;
  readonly limits: DetectLimits;
}

/**
 * Reads every table that a pattern fits, and leaves what was found in the journal, durably. Nothing of the bundle becomes
 * KQL but numbers: patterns come with the agent, exceptions are compared as texts with what was found.
 */
export async function readWorkspace(deps: Deps, reading: Reading): Promise<{ status: RunStatus }> {
  const { journal, bundle, limits } = reading;
  const detect = bundle.policies.detect ?? { patterns: [], exceptions: [] };
  const within = detectWithinCeiling(deps.settings.ceiling, detect);
  for (const { kind, id, reason } of within.refused) deps.log("detect.ceiling", { kind, id, reason });
  const kit = await deps.openPatterns();
  const patterns = effectivePatterns(kit.patterns, within.patterns);
  const { clock, log, detection: workspace } = deps;
  const { deadline, to, since } = reading;
  const spent = { queries: 0 };
  const context: DetectContext = {
    ...{ clock, log, workspace, journal, limits, deadline, to, since, spent },
    exceptions: within.exceptions,
  };
  const scans = kit.sources
    .map(({ table, shape }) => ({ table, patterns: patterns.filter(({ logDoctor }) => logDoctor.shape === shape) }))
    .filter((scan) => scan.patterns.length > 0);
  const { gathered, failed } = await readTables(context, scans);
  const findings = await withThreats(context, gathered.findings);
  await keep(context, { ...gathered, findings, patterns: patterns.length, queries: spent.queries });
  return { status: failed ? "failed" : "succeeded" };
}

async function readTables(
  context: DetectContext,
  scans: readonly TableScan[],
): Promise<{ gathered: Gathered; failed: boolean }> {
  let gathered = nothing();
  let stopped = false;
  let worked = 0;
  const skipped: Gathered["skipped"] = [];
  for (const scan of scans) {
    const { table } = scan;
    const read: TableRead | "missing" = stopped
      ? { gathered: nothing(), problem: "budget" }
      : await look(context, scan);
    if (read === "missing") {
      skipped.push({ table, code: "missing" });
      continue;
    }
    stopped ||= read.problem === "throttled" || read.problem === "budget";
    if (read.problem !== "failed") worked += 1;
    else skipped.push({ table, code: "failed" });
    if (read.problem === "budget" || read.problem === "throttled") skipped.push({ table, code: "budget" });
    gathered = together(gathered, read.gathered);
  }
  const failed = worked === 0 && skipped.some(({ code }) => code === "failed");
  return { gathered: { ...gathered, skipped }, failed };
}

async function look(context: DetectContext, scan: TableScan): Promise<TableRead | "missing"> {
  try {
    if (!(await context.workspace.exists(scan.table))) return "missing";
  } catch (error) {
    const throttled = error instanceof WorkspaceError && error.kind === "throttled";
    context.log("detect.table.failed", { table: scan.table, error: String(error) });
    return { gathered: nothing(), problem: throttled ? "throttled" : "failed" };
  }
  return await readTable(context, scan);
}

async function keep({ journal, clock, limits }: DetectContext, found: Gathered): Promise<void> {
  const { doc, offline } = journal;
  if (offline) doc.offline = together(doc.offline, found);
  else doc.leased = together(doc.leased, found);
  const now = clock.now();
  doc.readAt = now.toISOString();
  doc.known = prune(doc.known, { floor: now.getTime() - limits.knownMs, max: limits.maxKnown });
  await journal.save();
}
