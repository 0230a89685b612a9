import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { composeDetection, parseFindings, sourcesOf } from "@logdoctor/kql-detect";
import { z } from "zod";
import type { Interval } from "../jobs/detect/intervals.ts";
import type { DetectWorkspace, LoggedActivity, ScanRequest } from "../jobs/detect/ports.ts";
import type { LogsClient } from "./logs-client.ts";
import { indicatorsIn, indicatorTable, threatQuery } from "./threat-indicators.ts";

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
      const rows = z.array(ActivityRow).parse(await logs.rows(activityQuery(table, sources, window)));
      return new Map(rows.map((row) => [row.Source, activityOf(row)]));
    },
    async threats(addresses, window) {
      if (!(await exists(indicatorTable))) return undefined;
      return indicatorsIn(await logs.rows(threatQuery(addresses, window)));
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

/** Requests that a source's activity shows at most, matched ones included. */
const mostExamples = 25;

/** All requests of some sources; their names come from logs, so they are quoted. */
function activityQuery(table: string, sources: readonly string[], window: Interval): string {
  const [source] = sourcesOf(table);
  if (source === undefined) throw new RangeError(`No pattern reads the table ${table}`);
  return `${quoteIdentifier(table)}
| where ${ingested(window)}
${source.normaliser}
| where Source in (${sources.map(quoteString).join(", ")})
| extend Succeeded = Status >= 200 and Status < 400
| summarize Rows = count(), arg_max(TimeGenerated, ItemId, Method, Query, Status) by Source, Path, Succeeded
| sort by Succeeded desc, Rows desc
| extend Example = bag_pack("itemId", ItemId, "at", TimeGenerated, "method", Method, "request", substring(iff(isempty(Query), Path, strcat(Path, "?", Query)), 0, 512), "status", Status)
| summarize requests = tostring(sum(Rows)), succeeded = tostring(sumif(Rows, Succeeded)), distinctPaths = tostring(dcount(Path)), examples = make_list(Example, ${mostExamples}) by Source`;
}

const Example = z.object({
  itemId: z.string(),
  at: z.string(),
  method: z.string(),
  request: z.string(),
  status: z.number().nullish(),
});

const ActivityRow = z.object({
  Source: z.string(),
  requests: z.coerce.number(),
  succeeded: z.coerce.number(),
  distinctPaths: z.coerce.number(),
  examples: z.preprocess(
    (value) => (typeof value === "string" ? JSON.parse(value === "" ? "[]" : value) : (value ?? [])),
    z.array(Example),
  ),
});

function activityOf({ Source: _, examples, ...counts }: z.infer<typeof ActivityRow>): LoggedActivity {
  const requests = examples.map(({ status, ...one }) => (typeof status === "number" ? { ...one, status } : one));
  return { ...counts, examples: requests };
}
