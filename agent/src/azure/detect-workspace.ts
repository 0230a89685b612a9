import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { composeDetection, parseFindings, sourcesOf } from "@logdoctor/kql-detect";
import type { SourceActivity } from "@logdoctor/shared-policies";
import type { Interval } from "../jobs/detect/intervals.ts";
import type { DetectWorkspace, ScanRequest } from "../jobs/detect/ports.ts";
import type { LogsClient } from "./logs-client.ts";

/** Whether ARM knows a table. */
export type TableExists = (table: string) => Promise<boolean>;

/** The workspace as Detect reads it, through the query API. */
export function detectWorkspace(logs: LogsClient, exists: TableExists): DetectWorkspace {
  return {
    exists,
    async count(table, window, since) {
      const [row] = await logs.query(countQuery(table, window, since));
      return { all: Number(row?.Total ?? 0), fresh: Number(row?.Fresh ?? 0) };
    },
    scan: async (request) => parseFindings(await logs.rows(scanQuery(request)), request.patterns),
    async activity(table, sources, window) {
      const rows = await logs.query(activityQuery(table, sources, window));
      return new Map(rows.map((row) => [row.Source ?? "", activityOf(row)]));
    },
  };
}

function ingested(window: Interval): string {
  return `ingestion_time() >= datetime(${window.from}) and ingestion_time() < datetime(${window.to})`;
}

/** Rows of a window of ingestion time, and how many of them came in from `since` on. */
function countQuery(table: string, window: Interval, since: string): string {
  return `${quoteIdentifier(table)}
| where ${ingested(window)}
| project IngestedAt = ingestion_time()
| summarize Total = count(), Fresh = countif(IngestedAt >= datetime(${since}))
| project Total = tostring(Total), Fresh = tostring(Fresh)`;
}

function scanQuery({ table, patterns, window, overlapMinutes, maxItems, maxFindings }: ScanRequest): string {
  return composeDetection({ table, patterns, ...window, overlapMinutes, maxItems, maxFindings });
}

/** All requests of some sources; their names come from logs, so they are quoted. */
function activityQuery(table: string, sources: readonly string[], window: Interval): string {
  const [source] = sourcesOf(table);
  if (source === undefined) throw new RangeError(`No pattern reads the table ${table}`);
  return `${quoteIdentifier(table)}
| where ${ingested(window)}
${source.normaliser}
| where Source in (${sources.map(quoteString).join(", ")})
| summarize requests = count(), succeeded = countif(Status >= 200 and Status < 400), distinctPaths = dcount(Path) by Source
| project Source, requests = tostring(requests), succeeded = tostring(succeeded), distinctPaths = tostring(distinctPaths)`;
}

function activityOf(row: Readonly<Record<string, string>>): SourceActivity {
  return {
    requests: Number(row.requests),
    succeeded: Number(row.succeeded),
    distinctPaths: Number(row.distinctPaths),
  };
}
