import type { Finding, Pattern } from "@logdoctor/kql-detect";
import type { Clock } from "../deps.ts";
import type { Interval } from "../jobs/detect/intervals.ts";
import type { DatedIndicator, DetectWorkspace, LoggedActivity, PatternKit, ScanRequest } from "../jobs/detect/ports.ts";
import { WorkspaceError } from "../jobs/retain/ports.ts";
import type { Process } from "./faults.ts";

/** A request that an attacker made; all times in milliseconds. */
export interface FakeRequest {
  readonly id: string;
  readonly source: string;
  readonly path: string;
  readonly at: number;
  readonly ingestedAt: number;
  /** From when on queries see it; a little after its ingestion time. */
  readonly visibleAt: number;
}

export interface FakeDetection {
  exists: boolean;
  queries: number;
  /** What sources did besides, and what is known of addresses. */
  activity?: Map<string, LoggedActivity>;
  threats?: DatedIndicator[];
  /** Kinds of error that the next queries meet; undefined lets one pass. */
  failures: (WorkspaceError["kind"] | undefined)[];
  /** Rows of one window beyond which a query is too much. */
  rowCap?: number;
}

interface FakeLogs {
  readonly requests: readonly FakeRequest[];
  readonly detection: FakeDetection;
  readonly clock: Pick<Clock, "now">;
}

/** One pattern: every request to `/attack` matches, by hour and source. */
export const fakePatterns: PatternKit = {
  patterns: [aPattern("sql-injection", "CRITICAL"), aPattern("suspicious-ua", "MEDIUM")],
  sources: [{ table: "AppServiceHTTPLogs", shape: "requests" }],
};

function aPattern(id: string, severity: "CRITICAL" | "MEDIUM"): Pattern {
  return {
    id,
    name: id,
    description: id,
    severity: "High",
    status: "Available",
    requiredDataConnectors: [],
    queryFrequency: "30m",
    queryPeriod: "1h",
    triggerOperator: "gt",
    triggerThreshold: 0,
    tactics: [],
    relevantTechniques: [],
    query: "-",
    entityMappings: [],
    version: "1.0.0",
    kind: "Scheduled",
    logDoctor: {
      ...{ severity, type: "PayloadAttack", family: "sqli", shape: "requests", threshold: 5, terms: {} },
      ...{
        signals: [{ name: "any", weight: 5, field: "uri", regex: "x" }],
        window: "1h",
        groupBy: "source",
        require: {},
      },
    },
  };
}

/** A workspace that answers as `composeDetection` says that its queries do. */
export function fakeDetection(logs: FakeLogs, process: Process): DetectWorkspace {
  const ask = <T>(answer: () => T): Promise<T> =>
    process.call(() => {
      logs.detection.queries += 1;
      const failure = logs.detection.failures.shift();
      if (failure !== undefined) throw new WorkspaceError(failure, failure);
      return answer();
    });
  return {
    exists: () => process.call(() => logs.detection.exists),
    count: (_, window, since) =>
      ask(() => {
        const rows = visible(logs, window);
        if (rows.length > (logs.detection.rowCap ?? rows.length)) throw new WorkspaceError("too-large", "504");
        return { all: rows.length, fresh: rows.filter((row) => row.ingestedAt >= Date.parse(since)).length };
      }),
    scan: (request) => ask(() => scan(logs, request)),
    activity: async () => logs.detection.activity ?? new Map(),
    threats: () => {
      const { threats } = logs.detection;
      return threats === undefined ? Promise.resolve(undefined) : ask(() => threats);
    },
  };
}

function visible({ requests, clock }: FakeLogs, { from, to }: Interval): FakeRequest[] {
  const now = clock.now().getTime();
  return requests.filter(
    (row) => row.visibleAt <= now && row.ingestedAt >= Date.parse(from) && row.ingestedAt < Date.parse(to),
  );
}

const hour = 3_600_000;

function scan(logs: FakeLogs, { patterns, window, overlapMinutes, maxItems, maxFindings }: ScanRequest): Finding[] {
  const from = Date.parse(window.from);
  const read = visible(logs, { from: new Date(from - overlapMinutes * 60_000).toISOString(), to: window.to });
  const groups = Map.groupBy(read, ({ source, at }) => `${source}|${Math.floor(at / hour)}`);
  const found = patterns.flatMap((pattern) =>
    [...groups.values()]
      .filter((rows) => rows.some(({ ingestedAt }) => ingestedAt >= from))
      .map((rows) => findingOf(pattern, rows, maxItems)),
  );
  return found.slice(0, maxFindings);
}

function findingOf(pattern: Pattern, rows: readonly FakeRequest[], maxItems: number): Finding {
  const [first] = rows;
  if (first === undefined) throw new Error("no rows, no finding");
  const times = rows.map(({ at }) => at);
  return {
    pattern: pattern.id,
    patternVersion: pattern.version,
    type: "PayloadAttack",
    severity: pattern.logDoctor.severity,
    score: 5,
    source: first.source,
    windowStart: iso(Math.floor(first.at / hour) * hour),
    firstSeen: iso(Math.min(...times)),
    lastSeen: iso(Math.max(...times)),
    lastIngested: iso(Math.max(...rows.map(({ ingestedAt }) => ingestedAt))),
    itemCount: rows.length,
    itemIds: rows.map(({ id }) => id).slice(0, maxItems),
    succeeded: 0,
    blocked: 0,
    distinctPaths: new Set(rows.map(({ path }) => path)).size,
    distinctAccounts: 0,
    sources: [first.source],
    hosts: ["shop.example"],
    paths: [...new Set(rows.map(({ path }) => path))].slice(0, 20),
    accounts: [],
    userAgents: [],
    evidence: [],
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
