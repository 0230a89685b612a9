import { type DetectionFinding, opensIncident, type SourceActivity } from "@logdoctor/shared-policies";
import { maskCapped } from "../../masking/mask-text.ts";
import { type DetectContext, mayAsk } from "./context.ts";
import { type Interval, intervalOf } from "./intervals.ts";
import { knowsItem } from "./known-findings.ts";
import type { LoggedActivity } from "./ports.ts";

const mostSources = 50;
const mostExamples = 5;
const requestMax = 512;

interface Seen {
  readonly table: string;
  readonly settled: Interval;
  readonly findings: readonly DetectionFinding[];
}

/** What the sources of grave findings did besides. Evidence only: the findings stand without it. */
export async function withActivity(context: DetectContext, seen: Seen): Promise<DetectionFinding[]> {
  const { table, settled, findings } = seen;
  const grave = findings.filter((finding) => finding.sourceIP !== "" && opensIncident(finding));
  const sources = [...new Set(grave.map(({ sourceIP }) => sourceIP))].slice(0, mostSources);
  if (sources.length === 0 || !mayAsk(context, 1)) return [...findings];
  context.spent.queries += 1;
  const from = Date.parse(settled.from) - context.limits.overlapMinutes * 60_000;
  try {
    const window = intervalOf(from, Date.parse(settled.to));
    const bySource = await context.workspace.activity(table, sources, window);
    return findings.map((finding) => {
      const activity = bySource.get(finding.sourceIP);
      if (activity === undefined) return finding;
      return { ...finding, activity: activityOf(context, findings, { source: finding.sourceIP, activity }) };
    });
  } catch (error) {
    context.log("detect.activity.failed", { table, error: String(error) });
    return [...findings];
  }
}

interface Done {
  readonly source: string;
  readonly activity: LoggedActivity;
}

/** With examples of what no pattern matched, capped and masked. */
function activityOf(
  { journal }: DetectContext,
  findings: readonly DetectionFinding[],
  { source, activity: { examples, ...counts } }: Done,
): SourceActivity {
  const own = findings.flatMap(({ id, sourceIP }) => (sourceIP === source ? (journal.doc.known[id] ?? []) : []));
  const others = examples.filter(({ itemId }) => itemId === "" || !own.some((known) => knowsItem(known, itemId)));
  const shown = others.slice(0, mostExamples).map(({ at, method, request, status }) => ({
    at,
    method: maskCapped(method, 20),
    request: maskCapped(request, requestMax, requestMax),
    ...(status === undefined ? {} : { status: Math.trunc(status) }),
  }));
  return { ...counts, ...(shown.length === 0 ? {} : { examples: shown }) };
}
