const minute = 60_000;
const hour = 60 * minute;

/** What one run keeps in mind. */
export interface PreventLimits {
  /** Queries of a run. What is left over is read by the next run. */
  readonly queries: number;
  /** A window that is too much for the workspace is halved down to this. */
  readonly minWindowMs: number;
  /** Rows that came in earlier are not looked at: a pace is told by a day. */
  readonly lookbackMs: number;
  /** Rows can be queried a little after their ingestion time; the newest of them wait for the next run. */
  readonly settleMs: number;
  /** Groups of one table that are told apart. */
  readonly maxGroups: number;
  /** Days without use after which nobody uses a table. */
  readonly unusedDays: number;
  /** Volumes of what is not found too much that a report holds, and findings that are remembered for them. */
  readonly maxWatched: number;
  /** A finding that was not found for so long is forgotten: changes are measured within it. */
  readonly knownMs: number;
}

export const preventLimits: PreventLimits = {
  queries: 60,
  minWindowMs: 15 * minute,
  lookbackMs: 24 * hour,
  settleMs: 10 * minute,
  maxGroups: 3000,
  unusedDays: 30,
  maxWatched: 500,
  knownMs: 21 * 24 * hour,
};
