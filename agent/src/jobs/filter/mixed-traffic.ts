import { quoteIdentifier } from "@logdoctor/kql";
import { decompose } from "@logdoctor/kql-filter";
import { activationMs, type TrafficVerdict } from "@logdoctor/shared-policies";
import { WorkspaceError } from "../retain/ports.ts";
import type { WatchContext } from "./context.ts";
import type { Path } from "./find-paths.ts";
import { type Span, within } from "./history.ts";
import type { Applied } from "./journal.ts";
import { judgeStored, type StoredRows } from "./judge-stored.ts";
import type { RuleTraffic } from "./ports.ts";
import { besides, transformOf } from "./rule-document.ts";

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
/** Rows of the last minutes may not have arrived. */
const settleMs = 15 * minute;
const freshSpanMs = 10 * minute;
const longestSpanMs = 60 * minute;

/** What was seen of a flow, and what to make of it. */
export interface Look {
  readonly verdict: TrafficVerdict;
  /** Of the flow alone, as far as that is known. */
  readonly traffic: RuleTraffic;
  readonly detail: string;
}

/**
 * Looks at one flow of a data collection rule that has others. Azure's metrics count the rule as a whole, so that the rows of the table
 * are counted in the workspace. `latest` is what the metrics say of the last minutes.
 */
export async function lookAtMixed(
  context: WatchContext,
  path: Path,
  { applied, latest }: { applied: Applied; latest: RuleTraffic },
): Promise<Look> {
  const isOnlyOurs = besides(path.rule.document, path.flow) === "plain";
  const errors = latest.errors > 0 && (isOnlyOurs || !(await hadErrors(context, applied))) ? latest.errors : 0;
  const none = { received: 0, dropped: 0, errors };
  if (errors > 0) return { verdict: "errors", traffic: none, detail: "" };
  const span = spanOf(context, applied);
  const whole = span === undefined ? undefined : await context.collectionRules.traffic(path.rule.id, span);
  if (span === undefined || whole === undefined) return { verdict: "pending", traffic: none, detail: "" };
  const counted = await countStored(context, path, span);
  if (typeof counted === "string") return { verdict: "pending", traffic: none, detail: counted };
  const rows = { ...counted, most: whole.dropped, least: isOnlyOurs ? whole.dropped : 0 };
  const { predictedDropRate: dropRate, tolerance } = applied;
  const ageMs = context.clock.now().getTime() - Date.parse(applied.appliedAt);
  const verdict = judgeStored(rows, { dropRate, tolerance, ageMs });
  const traffic = isOnlyOurs ? { received: rows.kept + rows.least, dropped: rows.least, errors } : none;
  if (verdict !== "unclear") return { verdict, traffic, detail: "" };
  const detail = `${rows.kept - rows.stays} of ${rows.kept} stored rows are such as the filter drops: rows reach the table by other ways too.`;
  return { verdict: "pending", traffic, detail };
}

/** Errors that there were before the filter are those of another flow. */
async function hadErrors({ collectionRules }: WatchContext, { appliedAt, collectionRule }: Applied): Promise<boolean> {
  const to = Math.floor(Date.parse(appliedAt) / minute) * minute;
  const before = await collectionRules.traffic(collectionRule, { from: iso(to - longestSpanMs), to: iso(to) });
  return (before?.errors ?? 0) > 0;
}

/** As long as Azure may still use the text from before, only the latest rows tell. */
function spanOf({ clock }: WatchContext, { appliedAt }: Applied): Span | undefined {
  const to = Math.floor((clock.now().getTime() - settleMs) / minute) * minute;
  const applied = Math.ceil(Date.parse(appliedAt) / minute) * minute;
  const isActive = to - applied >= activationMs;
  const from = isActive ? Math.max(applied + activationMs, to - longestSpanMs) : Math.max(applied, to - freshSpanMs);
  return from < to ? { from: iso(from), to: iso(to) } : undefined;
}

type Counted = Pick<StoredRows, "kept" | "stays" | "before">;

/** One query; or why it could not be asked. */
async function countStored({ workspace }: WatchContext, path: Path, span: Span): Promise<Counted | string> {
  const { condition } = decompose(transformOf(path.rule.document, path.flow));
  const then = { from: iso(Date.parse(span.from) - week), to: iso(Date.parse(span.to) - week) };
  const query = `${quoteIdentifier(path.flow.table)}
| where (${within(span)}) or (${within(then)})
| extend IsNow = ${within(span)}, IsLeft = ${condition}
| summarize Kept = countif(IsNow), Stays = countif(IsNow and IsLeft), Before = countif(not(IsNow) and IsLeft)`;
  try {
    const [first] = await workspace.rows(query);
    if (first === undefined) return "The table's rows could not be counted.";
    return { kept: Number(first["Kept"]), stays: Number(first["Stays"]), before: Number(first["Before"]) };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return `The table's rows could not be counted: ${error.message.slice(0, 300)}`;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
