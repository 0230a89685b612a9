import type { Finding, Pattern } from "@logdoctor/kql-detect";
import type { ThreatIndicator } from "@logdoctor/shared-policies";
import type { Interval } from "./intervals.ts";

/** The patterns that this version of the agent brings, and the tables that they can read. */
export interface PatternKit {
  readonly patterns: readonly Pattern[];
  readonly sources: readonly { readonly table: string; readonly shape: Pattern["logDoctor"]["shape"] }[];
}

export interface ScanRequest {
  readonly table: string;
  readonly patterns: readonly Pattern[];
  /** Ingestion time in which a finding must have gained a row. */
  readonly window: Interval;
  /** How far before the window rows are read again, so that counts are whole. */
  readonly overlapMinutes: number;
  readonly maxItems: number;
  /** An answer of this many findings may be cut. */
  readonly maxFindings: number;
}

/** A request of a source as it was logged; it is not masked yet. */
export interface LoggedRequest {
  readonly itemId: string;
  readonly at: string;
  readonly method: string;
  readonly request: string;
  readonly status?: number;
}

/** What a source did in a window. */
export interface LoggedActivity {
  readonly requests: number;
  readonly succeeded: number;
  readonly distinctPaths: number;
  /** One request of each of some paths, those that succeeded first; some may have matched a pattern. */
  readonly examples: readonly LoggedRequest[];
}

/** An indicator that holds for an address, from when on. */
export interface DatedIndicator extends ThreatIndicator {
  readonly validFrom?: string;
}

/** The customer's workspace, as far as Detect needs it: it reads, and nothing else. Throws `WorkspaceError`. */
export interface DetectWorkspace {
  /** Whether there is such a table. */
  exists(table: string): Promise<boolean>;
  /** Rows by ingestion time: all of the window, and those ingested from `since` on. */
  count(table: string, window: Interval, since: string): Promise<{ readonly all: number; readonly fresh: number }>;
  /** One query for all patterns. */
  scan(request: ScanRequest): Promise<Finding[]>;
  /** What these sources did besides, by source: all their requests in the window. */
  activity(table: string, sources: readonly string[], window: Interval): Promise<ReadonlyMap<string, LoggedActivity>>;
  /**
   * What the customer's threat intelligence says of these addresses, at any time of the window; undefined, without a
   * query, where the workspace has none.
   */
  threats(addresses: readonly string[], window: Interval): Promise<readonly DatedIndicator[] | undefined>;
}
