import type { LogGroup, LogSource } from "@logdoctor/kql-prevent";
import { readsTable } from "@logdoctor/kql-prevent";
import { type Interval, intervalOf } from "../detect/intervals.ts";
import { WorkspaceError } from "../retain/ports.ts";
import { mayAsk, type PreventContext, soundRules } from "./context.ts";
import { blameRules } from "./culprits.ts";
import type { PreventScan } from "./ports.ts";

export interface TableRead {
  readonly groups: readonly LogGroup[];
  /** Up to where it was read; what lies behind is the next run's. */
  readonly readTo: string;
  readonly problem?: "failed" | "budget" | "throttled";
}

/**
 * Reads one table by one query, or by several where one is too much: a window is halved until it is not. Rules that break
 * the query are left out and told of.
 */
export async function readTable(context: PreventContext, source: LogSource, window: Interval): Promise<TableRead> {
  const queue: Interval[] = [window];
  const groups: LogGroup[] = [];
  let readTo = window.from;
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if (!mayAsk(context)) return { groups, readTo, problem: "budget" };
    const rules = soundRules(context).filter((rule) => readsTable(rule, source.table));
    if (rules.length === 0) return { groups, readTo: window.to };
    const scan: PreventScan = { source, rules, window: part, maxGroups: context.limits.maxGroups };
    const answer = await attempt(context, scan);
    if (Array.isArray(answer)) {
      groups.push(...answer);
      readTo = part.to;
      continue;
    }
    if (answer === "throttled" || answer === "failed") return { groups, readTo, problem: answer };
    const parts = answer.kind === "too-large" ? halves(part, context.limits.minWindowMs) : [];
    if (parts.length > 0) queue.unshift(...parts);
    else if (await blamed(context, scan, answer)) queue.unshift(part);
    else return { groups, readTo, problem: "failed" };
  }
  return { groups, readTo };
}

async function attempt(
  context: PreventContext,
  scan: PreventScan,
): Promise<LogGroup[] | "throttled" | "failed" | WorkspaceError> {
  context.spent.queries += 1;
  try {
    return await context.workspace.scan(scan);
  } catch (error) {
    const kind = error instanceof WorkspaceError ? error.kind : "failed";
    context.log("prevent.query.failed", { table: scan.source.table, kind, error: String(error) });
    if (error instanceof WorkspaceError && (kind === "too-large" || kind === "refused")) return error;
    return kind === "throttled" ? "throttled" : "failed";
  }
}

async function blamed(context: PreventContext, scan: PreventScan, failure: WorkspaceError): Promise<boolean> {
  try {
    return await blameRules(context, scan, failure);
  } catch (error) {
    context.log("prevent.query.failed", { table: scan.source.table, error: String(error) });
    return false;
  }
}

/** The two halves of a window, the earlier first; none where they would be too short. */
function halves({ from, to }: Interval, minMs: number): Interval[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end - start < 2 * minMs) return [];
  const middle = start + Math.floor((end - start) / 2);
  return [intervalOf(start, middle), intervalOf(middle, end)];
}
