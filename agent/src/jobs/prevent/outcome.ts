import { type ActiveRule, dearestFirst, type QuietVolume, type RuleAnalysis } from "@logdoctor/kql-prevent";
import { maxPreventFindings, PreventFinding, type PreventOutcome, type TableUse } from "@logdoctor/shared-policies";
import type { Log } from "../../deps.ts";
import type { Interval } from "../detect/intervals.ts";
import { type PreventContext, soundRules } from "./context.ts";
import { type TableQuiet, watchedIn } from "./watched.ts";

/** As many tables as a report may name. */
const mostSkipped = 100;

/** What was read and found, table by table. */
export interface Gathered {
  rows: number;
  bytes: number;
  readonly findings: PreventFinding[];
  readonly analyses: (RuleAnalysis & { readonly table: string })[];
  readonly skipped: PreventOutcome["skipped"];
  readonly quiet: TableQuiet[];
}

export function nothing(): Gathered {
  return { rows: 0, bytes: 0, findings: [], analyses: [], skipped: [], quiet: [] };
}

/** The report of a run: the dearest findings, and how every rule fared. */
export function outcomeOf(
  context: PreventContext,
  gathered: Gathered,
  of: { window: Interval; uses: readonly TableUse[]; watched: readonly QuietVolume[] },
): PreventOutcome {
  const found = dearestFirst(gathered.findings.filter((finding) => isWhole(finding, context.log)));
  const findings = found.slice(0, maxPreventFindings);
  const malformed = new Set(gathered.findings.filter((one) => !found.includes(one)).map(({ table }) => table));
  return {
    window: of.window,
    rules: soundRules(context).length,
    scanned: gathered.rows,
    bytes: Math.round(gathered.bytes),
    queries: context.spent.queries,
    findings,
    // A skipped table that cannot be named must not pass for one that was read.
    omitted: found.length - findings.length + Math.max(0, gathered.skipped.length - mostSkipped),
    ...watchedIn(gathered.quiet, { ...of, malformed, max: context.limits.maxWatched }),
    analyses: soundRules(context).map((rule) => analysisOf(rule, gathered)),
    broken: [...context.refused, ...context.broken.values()].slice(0, 200),
    tables: [...of.uses],
    skipped: gathered.skipped.slice(0, mostSkipped),
  };
}

/** What does not fit its schema, because of an odd name say, is left out and told of; the others are reported. */
function isWhole(finding: PreventFinding, log: Log): boolean {
  const { success } = PreventFinding.safeParse(finding);
  if (!success) log("prevent.finding.malformed", { rule: finding.ruleId, table: finding.table });
  return success;
}

function analysisOf(rule: ActiveRule, { analyses, findings }: Gathered): PreventOutcome["analyses"][number] {
  const own = analyses.filter(({ ruleId }) => ruleId === rule.id).toSorted((a, b) => b.currentValue - a.currentValue);
  const found = findings.filter(({ ruleId }) => ruleId === rule.id);
  const [worst] = own;
  const values = [worst?.currentValue ?? 0, ...found.map(({ currentValue }) => currentValue)];
  const where = worst === undefined || worst.currentValue === 0 ? "" : `; the highest value is in ${worst.table}`;
  return {
    ruleId: rule.id,
    currentValue: Math.max(...values),
    threshold: rule.threshold,
    isViolation: found.length > 0,
    detail: `${found.length} findings in ${new Set(found.map(({ table }) => table)).size} of ${own.length} tables${where}`,
  };
}
