import { activationMs, type FilteredTable, judgeTraffic, type TrafficVerdict } from "@logdoctor/shared-policies";
import type { WatchContext } from "./context.ts";
import { failed, shown } from "./entries.ts";
import type { Path } from "./find-paths.ts";
import type { Applied } from "./journal.ts";
import { type Look, lookAtMixed } from "./mixed-traffic.ts";
import type { RuleTraffic } from "./ports.ts";
import { besides } from "./rule-document.ts";
import { takeOut } from "./take-out.ts";

const minute = 60_000;
/** Metrics of the last minutes are not complete yet. */
const settleMs = 2 * minute;
/** As long as Azure may still use the text from before, only the latest traffic tells. */
const freshSpanMs = 10 * minute;
const longestSpanMs = 60 * minute;

const reasons: Readonly<Record<Exclude<TrafficVerdict, "pending" | "verified">, string>> = {
  errors: "The transformation failed on rows",
  "drops-too-much": "More rows went than the dry run said",
  "drops-too-little": "Fewer rows went than the dry run said",
};

/**
 * Looks whether rows drop as the dry run said, by Azure's own metrics and what is stored, and takes the filter back where they do not. Asks nobody:
 * it only lets more rows through.
 */
export async function verifyFilter(context: WatchContext, path: Path, applied: Applied): Promise<FilteredTable> {
  const latest = await recentTraffic(context, applied);
  if (latest === undefined) return shown(applied, "Azure shows no metrics of this data collection rule.");
  const isAlone = besides(path.rule.document, path.flow) === "nothing";
  const look = isAlone ? lookAtAlone(context, applied, latest) : await lookAtMixed(context, path, { applied, latest });
  const { verdict, traffic, detail } = look;
  if (verdict === "pending") return seen(applied, traffic, detail);
  if (verdict === "verified") {
    // Before, Azure may still have let everything through: none of that tells what the filter drops.
    if (applied.state !== "verified") applied.countedTo = context.clock.now().toISOString();
    applied.state = "verified";
    return seen(applied, traffic, detail);
  }
  return takeBack(context, path, { applied, traffic, reason: reasons[verdict] });
}

function lookAtAlone({ clock }: WatchContext, applied: Applied, traffic: RuleTraffic): Look {
  const ageMs = clock.now().getTime() - Date.parse(applied.appliedAt);
  const { tolerance, predictedDropRate: dropRate } = applied;
  return { verdict: judgeTraffic(traffic, { dropRate, tolerance, ageMs }), traffic, detail: "" };
}

interface Departure {
  readonly applied: Applied;
  readonly traffic: RuleTraffic;
  readonly reason: string;
}

/** The journal knows of it first: a process that dies in between must not apply the filter again. */
async function takeBack(
  context: WatchContext,
  path: Path,
  { applied, traffic, reason }: Departure,
): Promise<FilteredTable> {
  const rate = rateOf(traffic);
  const seenRate = rate === undefined ? "rate not seen" : `seen ${percent(rate)}`;
  const expected = `predicted ${percent(applied.predictedDropRate)}, ${seenRate}`;
  applied.state = "reverted";
  applied.detail = `${reason}: ${expected}, ${traffic.errors} errors.`;
  const change = await takeOut(context, path);
  if (change.done) return seen(applied, traffic, applied.detail);
  context.log("filter.revert.failed", { table: applied.table, result: change.result });
  return failed(applied, `${reason} (${expected}); taking it back failed: ${change.detail}`);
}

async function recentTraffic(
  { clock, collectionRules }: WatchContext,
  { appliedAt, collectionRule }: Applied,
): Promise<RuleTraffic | undefined> {
  const to = Math.floor((clock.now().getTime() - settleMs) / minute) * minute;
  // The first whole minute: the one of the writing has rows of before.
  const applied = Math.ceil(Date.parse(appliedAt) / minute) * minute;
  const settled = to - applied >= activationMs;
  const from = settled ? Math.max(applied + activationMs, to - longestSpanMs) : Math.max(applied, to - freshSpanMs);
  if (from >= to) return { received: 0, dropped: 0, errors: 0 };
  return collectionRules.traffic(collectionRule, { from: iso(from), to: iso(to) });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function seen(applied: Applied, traffic: RuleTraffic, detail: string): FilteredTable {
  const rate = rateOf(traffic);
  const observed = rate === undefined ? {} : { observedDropRate: rate };
  return { ...shown(applied, detail), ...observed, transformErrors: traffic.errors };
}

function rateOf({ received, dropped }: RuleTraffic): number | undefined {
  return received === 0 ? undefined : Math.min(1, dropped / received);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
