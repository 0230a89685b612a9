import type { TrendPoint } from "../contract/prevent-api.ts";
import type { RunId } from "../ids.ts";
import type { RunReport } from "../report.ts";
import type { PreventFinding, PreventOutcome } from "./finding.ts";

/** What is kept of every run of Prevent: how each rule fared, and the volume of each finding. */
export interface PreventRun {
  readonly runId: RunId;
  readonly reportedAt: string;
  readonly window: PreventOutcome["window"];
  /** The run did all that it had to. */
  readonly complete: boolean;
  readonly omitted: number;
  readonly analyses: PreventOutcome["analyses"];
  readonly broken: readonly string[];
  readonly skipped: readonly string[];
  /** Tables of which not all was listed; undefined where that is not known of any. */
  readonly summed?: readonly string[];
  /** Rows and billed bytes in the window, by finding. */
  readonly volumes: Readonly<Record<string, Volume>>;
}

export interface Volume {
  readonly count: number;
  readonly bytes: number;
  /** Whether the run reported it as a violation. */
  readonly violates: boolean;
}

const keptDetail = 120;

export function preventRunOf(
  { runId, status }: Pick<RunReport, "runId" | "status">,
  outcome: PreventOutcome,
  now: Date,
) {
  const { window, omitted, analyses, broken, skipped, findings, watched = [], summed } = outcome;
  const volumes: Record<string, Volume> = {};
  for (const { findingId, count, bytes } of watched) volumes[findingId] = { count, bytes, violates: false };
  for (const { id, count, bytes } of findings) volumes[id] = { count, bytes, violates: true };
  return {
    ...{ runId, reportedAt: now.toISOString(), window, complete: status === "succeeded", omitted, volumes },
    analyses: analyses.map((analysis) => ({ ...analysis, detail: analysis.detail.slice(0, keptDetail) })),
    broken: broken.map(({ ruleId }) => ruleId),
    skipped: skipped.map(({ table }) => table),
    ...(summed === undefined ? {} : { summed }),
  } satisfies PreventRun;
}

/**
 * Volume of a finding in a run; undefined where the run did not measure it. A finding that is absent was surely zero only
 * where its rule saw no row at all, or the run listed all that it saw of the table.
 */
export function volumeIn(
  run: PreventRun,
  { id, ruleId, table }: Pick<PreventFinding, "id" | "ruleId" | "table">,
): Volume | undefined {
  if (!run.complete) return undefined;
  const known = run.volumes[id];
  if (known !== undefined) return known;
  const analysis = run.analyses.find((one) => one.ruleId === ruleId);
  const looked = analysis !== undefined && run.omitted === 0 && !run.broken.includes(ruleId);
  const listed = run.summed !== undefined && !run.summed.includes(table);
  const isZero = looked && (analysis.currentValue === 0 || listed) && !run.skipped.includes(table);
  return isZero ? { count: 0, bytes: 0, violates: false } : undefined;
}

/** What runs saw of a finding, oldest first. */
export function trendOf(
  runs: readonly PreventRun[],
  finding: Pick<PreventFinding, "id" | "ruleId" | "table">,
): TrendPoint[] {
  const inOrder = runs.toSorted((a, b) => Date.parse(a.window.from) - Date.parse(b.window.from));
  return inOrder.map((run) => {
    const { violates, ...volume } = volumeIn(run, finding) ?? { violates: false };
    return { runId: run.runId, ...run.window, ...volume, violates };
  });
}
