const minute = 60_000;
const hour = 60 * minute;

/** What one run of Detect may ask of a workspace, and what it keeps in mind. */
export interface DetectLimits {
  /** Queries of a run, counts included. What is left over is read by the next run. */
  readonly queries: number;
  /** The longest window that one query reads. */
  readonly maxWindowMs: number;
  /** A window that is too much for the workspace is halved down to this. */
  readonly minWindowMs: number;
  /** Rows can be queried a little after their ingestion time; so much of the time before a window is read again. */
  readonly settleMs: number;
  /** How far before that rows are read for the counts; not less than the longest window of a pattern. */
  readonly overlapMinutes: number;
  /** Older intervals that were never read are given up. */
  readonly lookbackMs: number;
  /** Ids of rows by which a finding's rows are told apart. */
  readonly maxItems: number;
  readonly maxFindings: number;
  /** Findings that the journal remembers, and for how long: longer than a row can be late. */
  readonly maxKnown: number;
  readonly knownMs: number;
}

export const detectLimits: DetectLimits = {
  queries: 60,
  maxWindowMs: 6 * hour,
  minWindowMs: minute,
  settleMs: 10 * minute,
  overlapMinutes: 60,
  lookbackMs: 7 * 24 * hour,
  maxItems: 200,
  maxFindings: 500,
  maxKnown: 2_000,
  knownMs: 8 * 24 * hour,
};

/** Bytes of all findings in one report, and of all evidence in them; the provider takes reports of 4 MiB. */
export const maxReportBytes = 3_500_000;
export const maxEvidenceBytes = 1_500_000;
