import type { Pattern } from "@logdoctor/kql-detect";
import type { PatternException } from "@logdoctor/shared-policies";
import type { Clock, Log } from "../../deps.ts";
import type { Journal } from "./journal.ts";
import type { DetectLimits } from "./limits.ts";
import type { DetectWorkspace } from "./ports.ts";

/** Everything one reading of a workspace works with. */
export interface DetectContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: DetectWorkspace;
  readonly journal: Journal;
  readonly exceptions: readonly PatternException[];
  readonly limits: DetectLimits;
  /** Milliseconds; no query starts after it. */
  readonly deadline: number;
  /** Milliseconds of ingestion time up to which is read: never later than the lease or the clock says. */
  readonly to: number;
  /** Where the reading of a table begins that was never read before, in milliseconds. */
  readonly since: number;
  /** Queries that were made. */
  readonly spent: { queries: number };
}

/** One table with the patterns that fit it. */
export interface TableScan {
  readonly table: string;
  readonly patterns: readonly Pattern[];
}

/** Whether `queries` more may be asked in this run. */
export function mayAsk({ spent, limits, clock, deadline }: DetectContext, queries: number): boolean {
  return spent.queries + queries <= limits.queries && clock.now().getTime() < deadline;
}
