import { hash } from "node:crypto";
import {
  closeLease,
  type FilterOutcome,
  type LeaseState,
  type RunReport,
  type sendReport,
} from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import { readDesk, wakeDesk } from "../alerts/desk-store.ts";
import type { Stored, Write } from "../documents/document-store.ts";
import type { StoredRun } from "../documents/kinds.ts";
import { filterNews } from "../filter-news/filter-news.ts";
import { judgeFilters } from "../filter-rules/judge-filters.ts";
import { type TakenFilter, takeFilterOutcome } from "../filter-tables/take-filter-outcome.ts";
import { AppError, notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { takeFindings } from "../incidents/take-findings.ts";
import { findLease, writeLease } from "../leases/lease-store.ts";
import { takeOutcome } from "../prevent-findings/take-outcome.ts";
import { readSummary, summaryAfter, writeSummary } from "../savings/savings-store.ts";
import { readTenant } from "../tenants/tenant-store.ts";
import { nextDue } from "./next-due.ts";
import { runAfter } from "./run-after.ts";
import { findRun, writeRun } from "./run-store.ts";

const attempts = 5;
/** One is enough but for reports that open more incidents than a transaction holds. */
const maxCommits = 50;

/**
 * Records what an attempt did, puts its findings where people find them and ends its lease, in one transaction. The same report again changes nothing,
 * whenever it comes; a different one for an attempt that was already reported, or one from a fence that was overtaken, is refused.
 */
export async function recordReport(
  ctx: AgentContext,
  { body }: Input<typeof sendReport>,
): Promise<Reply<typeof sendReport>> {
  const digest = hash("sha256", canonicalJson(body), "base64url");
  let attempt = 0;
  for (let commits = 0; commits < maxCommits && attempt < attempts; commits++) {
    const lease = await findLease(ctx.deps.documents, ctx.tenantId, body.job);
    const run = await findRun(ctx.deps.documents, ctx.tenantId, body.runId);
    const known = run?.body.reports[body.fence];
    if (known !== undefined) {
      if (known === digest && body.filter !== undefined) await judgeFilters(ctx, body.filter);
      return again(known === digest, body, lease?.body);
    }
    const state = requireCurrent(ctx, { report: body, run: run?.body, state: lease?.body });
    const taken = await takeReport(ctx, body);
    const next = taken.complete ? await closedState(ctx, state, body) : state;
    const record = taken.complete
      ? [...(await recordOf(ctx, { report: body, digest, run })), ...(await deskOf(ctx, body))]
      : [];
    const result = await ctx.deps.documents.commit(ctx.tenantId, [writeLease(lease, next), ...record, ...taken.writes]);
    if (result.committed && taken.complete) {
      if (body.filter !== undefined) await judgeFilters(ctx, body.filter);
      return answer(body, "recorded", next);
    }
    attempt += result.committed ? 0 : 1;
  }
  throw new AppError("unavailable", "This run is being changed by someone else. Try again.", { retryAfter: 1 });
}

function again(same: boolean, report: RunReport, state: LeaseState | undefined): Reply<typeof sendReport> {
  if (!same) throw new AppError("report-conflict", "Another report of this attempt is on record; it stays as it is.");
  return answer(report, "already-recorded", state);
}

function answer(
  { runId, finishedAt }: RunReport,
  status: "recorded" | "already-recorded",
  state: LeaseState | undefined,
): Reply<typeof sendReport> {
  return { data: { runId, status, nextPollAt: state?.nextDueAt ?? finishedAt } };
}

/** What the job found or did, as writes of the same transaction. */
async function takeReport(ctx: AgentContext, report: RunReport) {
  if (report.prevent !== undefined) return takeOutcome(ctx, report, report.prevent);
  if (report.filter !== undefined) return takeFilter(ctx, report.filter);
  return takeFindings(ctx, report);
}

async function takeFilter(ctx: AgentContext, outcome: FilterOutcome): Promise<TakenFilter> {
  const taken = await takeFilterOutcome(ctx, outcome);
  return taken.complete ? { ...taken, writes: [...taken.writes, ...(await filterNews(ctx, outcome))] } : taken;
}

interface Standing {
  readonly report: RunReport;
  readonly run: StoredRun | undefined;
  readonly state: LeaseState | undefined;
}

function requireCurrent({ agent }: AgentContext, { report, run, state }: Standing): LeaseState {
  if (state?.runId !== report.runId) {
    if (run === undefined) throw notFound("run");
    throw new AppError("lease-superseded", "This run has ended; a later one holds the job.");
  }
  if (state.agentId !== agent.agentId) throw new AppError("lease-superseded", "Another agent holds this job.");
  if (report.fence < state.fence) throw new AppError("lease-superseded", "A later attempt has taken over this run.");
  if (report.fence > state.fence) throw new AppError("conflict", "This fence was never granted for the run.");
  return state;
}

async function closedState(ctx: AgentContext, state: LeaseState, report: RunReport): Promise<LeaseState> {
  const { body: tenant } = await readTenant(ctx.deps.documents, ctx.tenantId);
  const nextDueAt = nextDue(state, report, { cadence: tenant.cadence, now: ctx.now });
  return closeLease(state, { finished: report.status === "succeeded", nextDueAt });
}

interface Record {
  readonly report: RunReport;
  readonly digest: string;
  readonly run: Stored<StoredRun> | undefined;
}

async function recordOf(ctx: AgentContext, { report, digest, run }: Record): Promise<Write[]> {
  const next = runAfter(run?.body, { report, digest, tenantId: ctx.tenantId, agentId: ctx.agent.agentId });
  const writes = [writeRun(run, next, ctx.now)];
  const summary = await readSummary(ctx.deps.documents, ctx.tenantId);
  const changed = summaryAfter(summary?.body, report, ctx.agent.region);
  return changed === undefined ? writes : [...writes, writeSummary(summary, changed)];
}

/** What Detect finds has a place in the weekly digest, which the desk sends: the first findings set it up. */
async function deskOf({ deps, tenantId, now }: AgentContext, { detect }: RunReport): Promise<Write[]> {
  if (detect === undefined || detect.findings.length === 0) return [];
  return (await readDesk(deps.documents, tenantId)) === undefined ? [wakeDesk(undefined, now)] : [];
}

// The schema has put the fields in its own order, so that equal reports give equal text however they were written.
function canonicalJson(report: RunReport): string {
  return JSON.stringify(report);
}
