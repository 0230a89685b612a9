import { quoteIdentifier } from "@logdoctor/kql";
import { levelFunctions } from "./levels-kql.ts";
import { logRecordsKql } from "./log-records-kql.ts";
import { columnsKql, marksKql } from "./marks-kql.ts";
import { keyFunction } from "./message-key.ts";
import { type ActiveRule, readsTable } from "./rule.ts";

/** A table, and the columns of a `project` that make log records of its rows. */
export interface LogSource {
  readonly table: string;
  readonly normaliser: string;
}

export interface PreventionScan {
  readonly source: LogSource;
  /** Those that do not read the table are left out. */
  readonly rules: readonly ActiveRule[];
  /** Ingestion time, half-open; instants in ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** Groups that the answer lists one by one; all others are summed up. */
  readonly maxGroups?: number;
  /** Ids of rows that a group lists for each hour. */
  readonly maxItems?: number;
}

const DEFAULTS = { maxGroups: 3000, maxItems: 20 } as const;
/** Characters of a message that are read for its template. */
const sampleLength = 1000;
const hoursListed = 200;

/**
 * KQL that reads one table once, whatever the number of rules: rows are put together by what they match, who wrote them and
 * roughly what they say. The groups that weigh most are answered one by one, the others as sums, so that the answer is
 * bounded and its totals are exact. `parseGroups` reads it.
 */
export function composePrevention(scan: PreventionScan): string {
  const { source, from, to, maxGroups, maxItems } = { ...DEFAULTS, ...scan };
  const rules = rulesOf(scan);
  return [
    levelFunctions(),
    keyFunction(),
    quoteIdentifier(source.table),
    `| where ingestion_time() >= datetime(${instant(from)}) and ingestion_time() < datetime(${instant(to)})`,
    ...logRecordsKql(source),
    ...columnsKql(rules),
    `| extend Rules = ${marksKql(rules)}`,
    `| extend Matched = isnotempty(Rules), Head = substring(Message, 0, ${sampleLength}), Burst = ${burstKql(rules)}`,
    '| extend Key = iff(Matched, KeyOf(Head), ""), Service = iff(Matched, Service, ""), CallSite = iff(Matched, CallSite, "")',
    ...summaries(maxItems),
    ...bounded(maxGroups),
  ].join("\n");
}

/** The rules that a scan applies, in the order that the marks of its answer count. */
export function rulesOf({ source, rules }: Pick<PreventionScan, "source" | "rules">): ActiveRule[] {
  return rules.filter((rule) => readsTable(rule, source.table));
}

/** Rows of one request within a few seconds: what makes two of them duplicates. */
function burstKql(rules: readonly ActiveRule[]): string {
  const counting = rules.flatMap(({ measure, predicate }) =>
    measure === "duplicatesPerHour" && predicate !== undefined ? [`(${predicate.condition})`] : [],
  );
  if (counting.length === 0) return '""';
  const tied = `isnotempty(Operation) and (${counting.join(" or ")})`;
  return `iff(${tied}, strcat(Operation, "|", tostring(bin(TimeGenerated, 10s))), "")`;
}

const KEYS = "Rules, Level, Resource, Service, CallSite, Category, Key";

function summaries(maxItems: number): string[] {
  const hour = 'tostring(datetime_diff("hour", Hour, datetime(1970-01-01)))';
  return [
    "| summarize Rows = count(), Billed = sum(iff(IsBillable, Bytes, 0)), StoredBytes = sum(iff(IsBillable, tolong(Stored), 0)), Duplicates = countif(isnotempty(Burst)) - count_distinctif(Burst, isnotempty(Burst)), FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), " +
      `Items = make_list(ItemId, ${maxItems}), (Largest, Sample, LargestItem) = arg_max(Bytes, Head, ItemId), (Least, Other) = arg_min(Bytes, Head) by ${KEYS}, Hour = bin(TimeGenerated, 1h)`,
    "| summarize Rows = sum(Rows), Peak = max(Rows), Billed = sum(Billed), StoredBytes = sum(StoredBytes), FirstSeen = min(FirstSeen), LastSeen = max(LastSeen), " +
      `Hours = make_list(strcat(${hour}, ":", tostring(Rows), ":", tostring(Duplicates)), ${hoursListed}), ` +
      `Items = make_list(Items, ${maxItems * hoursListed}), (Largest, Sample, LargestItem) = arg_max(Largest, Sample, LargestItem), (Least, Other) = arg_min(Least, Other) by ${KEYS}`,
  ];
}

/**
 * What is not among the heaviest is summed up by what it matches, its level, resource and category. Groups that match the
 * same rules compete by bytes and by rows an hour, so that a rule whose groups are small has its share of the answer.
 */
function bounded(maxGroups: number): string[] {
  return [
    "| sort by Rules asc, Billed desc, Rows desc, Key asc",
    "| extend ByBytes = row_number(1, Rules != prev(Rules))",
    "| sort by Rules asc, Peak desc, Rows desc, Key asc",
    "| extend ByPeak = row_number(1, Rules != prev(Rules))",
    "| extend Matched = isnotempty(Rules), Rank = min_of(ByBytes, ByPeak)",
    "| sort by Matched desc, Rank asc, Billed desc, Key asc",
    `| extend Kept = Matched and row_number() <= ${maxGroups}`,
    '| extend Key = iff(Kept, Key, ""), Service = iff(Kept, Service, ""), CallSite = iff(Kept, CallSite, "")',
    `| summarize Rows = sum(Rows), Billed = sum(Billed), StoredBytes = sum(StoredBytes), FirstSeen = min(FirstSeen), LastSeen = max(LastSeen), Hours = take_any(Hours), Items = take_any(Items), (Largest, Sample, LargestItem) = arg_max(Largest, Sample, LargestItem), Other = take_any(Other) by ${KEYS}, Kept`,
  ];
}

function instant(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z$/.test(text))
    throw new RangeError(`"${text}" is no instant`);
  return text;
}
