import { decodedKql, decodeKql, roundFunctions } from "./decode-kql.ts";
import { idsOf } from "./kql-text.ts";
import type { Pattern } from "./pattern.ts";
import { fieldsOf, hitsKql } from "./signals-kql.ts";
import { type Source, sourcesOf } from "./sources.ts";
import { minutesOf } from "./span.ts";
import { summary } from "./summary-kql.ts";

export interface DetectionScan {
  readonly table: string;
  /** Those for another shape than the table's are left out. */
  readonly patterns: readonly Pattern[];
  /** Ingestion time, half-open; instants in ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** How far before `from` rows are read again; at least the patterns' longest window, so that counts are whole. */
  readonly overlapMinutes?: number;
  /** Ids of rows that a finding lists at most; it always counts them all. */
  readonly maxItems?: number;
  readonly maxFindings?: number;
}

const DEFAULTS = { overlapMinutes: 10, maxItems: 50, maxFindings: 5000 } as const;

/**
 * KQL that reads one table once and answers with one row per pattern, source and window: the rows that
 * {@link parseFindings} reads. Only findings that gained a row ingested from `from` on are answered.
 * Throws RangeError for a table that no pattern reads, or when none of the patterns fits it.
 */
export function composeDetection(scan: DetectionScan): string {
  const { from, to, overlapMinutes, maxItems, maxFindings } = { ...DEFAULTS, ...scan };
  const source = sourceOf(scan.table);
  const patterns = patternsFor(source, scan.patterns);
  const longest = Math.max(overlapMinutes, ...patterns.map(({ logDoctor }) => minutesOf(logDoctor.window)));
  const bounds = `ingestion_time() >= datetime(${instant(from)}) - ${longest}m and ingestion_time() < datetime(${instant(to)})`;
  return [
    ...query({ source, patterns, bounds, maxItems }),
    `| where LastIngested >= datetime(${instant(from)})`,
    `| top ${maxFindings} by Score desc`,
  ].join("\n");
}

/** The source of a table. Throws RangeError for one that no pattern reads. */
export function sourceOf(table: string): Source {
  const [source] = sourcesOf(table);
  if (source === undefined) throw new RangeError(`No pattern reads the table ${table}`);
  return source;
}

/** Those of the patterns that are for a source. Throws RangeError when none is. */
export function patternsFor(source: Source, patterns: readonly Pattern[]): Pattern[] {
  const fitting = patterns.filter(({ logDoctor }) => logDoctor.shape === source.shape);
  if (fitting.length === 0) throw new RangeError(`No pattern is for ${source.table}`);
  return fitting;
}

interface QueryParts {
  readonly source: Source;
  readonly patterns: readonly Pattern[];
  readonly bounds: string;
  readonly maxItems: number;
}

function query({ source, patterns, bounds, maxItems }: QueryParts): string[] {
  const fields = fieldsOf(patterns);
  const decode = decodeKql(fields);
  return [
    ...(decode.includes("Round(") ? [roundFunctions()] : []),
    source.table,
    `| where ${bounds}`,
    source.normaliser,
    ...(decode === "" ? [] : [decode]),
    hitsKql(patterns),
    `| project TimeGenerated, IngestedAt, ItemId, Source, Account, Host, Method, Path, UserAgent, Status, Blocked, Hits, ${EVIDENCE}, Decoded = ${decodedKql(fields)}`,
    '| mv-expand Hit = split(Hits, ";") to typeof(string)',
    "| where isnotempty(Hit)",
    '| extend Part = split(Hit, "|")',
    "| extend Pattern = tostring(Part[0]), RowScore = toint(Part[1]), Signals = tostring(Part[2])",
    `| extend WindowStart = ${windowOf(patterns)}`,
    ...summary(patterns, maxItems),
  ];
}

/** A request as evidence shows it. */
export const EVIDENCE = 'Request = substring(iff(isempty(Query), Path, strcat(Path, "?", Query)), 0, 2048)';

function windowOf(patterns: readonly Pattern[]): string {
  const byWindow = Map.groupBy(patterns, ({ logDoctor }) => logDoctor.window);
  const [[rest = "1h"] = [], ...others] = [...byWindow].sort(([, a], [, b]) => b.length - a.length);
  if (others.length === 0) return `bin(TimeGenerated, ${rest})`;
  const cases = others.map(([window, of]) => `Pattern in (${idsOf(of)}), bin(TimeGenerated, ${window})`);
  return `case(${cases.join(", ")}, bin(TimeGenerated, ${rest}))`;
}

function instant(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z$/.test(text))
    throw new RangeError(`"${text}" is no instant`);
  return text;
}
