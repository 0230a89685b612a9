import {
  cadenceMinutes,
  type DetectOutcome,
  type Lease,
  type PolicyBundle,
  type RunStatus,
} from "@logdoctor/shared-policies";
import type { Deps } from "../../deps.ts";
import { journalWithoutLease, openJournal } from "./journal.ts";
import { type DetectLimits, detectLimits } from "./limits.ts";
import { readWorkspace } from "./read-workspace.ts";

const cadenceMs = cadenceMinutes.detect.default * 60_000;

export interface DetectInput {
  readonly lease: Lease;
  readonly bundle: PolicyBundle;
  readonly deadline: number;
  readonly limits?: DetectLimits;
}

export interface DetectResult {
  readonly status: RunStatus;
  readonly outcome: DetectOutcome;
}

/**
 * One run of Detect: reads what came in since the last one, and what earlier runs missed. It ends within its deadline and
 * its budget of queries; what is left over is the next run's. Throws `LeaseLost` when another instance has taken over.
 */
export async function detect(deps: Deps, { lease, bundle, deadline, limits }: DetectInput): Promise<DetectResult> {
  const now = deps.clock.now();
  const journal = await openJournal(deps.state, { lease, now, newKey: deps.newId });
  // Not later than the lease: an agent whose clock runs ahead must not count as read what has yet to come.
  const to = Math.min(now.getTime(), Date.parse(lease.period.to));
  const since = Date.parse(lease.period.from);
  const reading = { journal, bundle, deadline, to, since, limits: limits ?? detectLimits };
  const { status } = await readWorkspace(deps, reading);
  return { status, outcome: journal.doc.leased };
}

/**
 * Reads on while the provider is away, with the last valid bundle and at the usual cadence. Without a lease nothing can be
 * reported: what is found waits in the journal, and the report of the next leased run brings it.
 */
export async function detectWithoutLease(
  deps: Deps,
  { bundle, deadline, limits }: Omit<DetectInput, "lease">,
): Promise<"read" | "not-due"> {
  const journal = await journalWithoutLease(deps.state);
  const now = deps.clock.now().getTime();
  if (journal === undefined || now - Date.parse(journal.doc.readAt) < cadenceMs) return "not-due";
  const reading = { journal, bundle, deadline, to: now, since: now - cadenceMs, limits: limits ?? detectLimits };
  await readWorkspace(deps, reading);
  const { findings } = journal.doc.offline;
  deps.log("detect.offline", { waiting: findings.length });
  return "read";
}
