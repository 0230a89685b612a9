import { z } from "zod";
import type { Pattern, Severity } from "./pattern.ts";

/** One request that matched: as it was logged, and as the signals saw it. Neither is masked here. */
export interface FindingEvidence {
  readonly itemId: string;
  readonly at: string;
  readonly method: string;
  readonly request: string;
  readonly decoded: string;
  readonly status?: number;
  readonly score: number;
  readonly signals: readonly { readonly name: string; readonly weight: number }[];
}

/** What one source did within one window, as one pattern sees it. */
export interface Finding {
  readonly pattern: string;
  readonly patternVersion: string;
  readonly type: Pattern["logDoctor"]["type"];
  readonly severity: Severity;
  /** The highest score of one request; 0 for patterns that count. */
  readonly score: number;
  /** The address; for patterns by account the account, for patterns by path `//host/path`. */
  readonly source: string;
  readonly windowStart: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly lastIngested: string;
  /** Rows that matched; `itemIds` may list fewer. */
  readonly itemCount: number;
  readonly itemIds: readonly string[];
  readonly succeeded: number;
  readonly blocked: number;
  readonly distinctPaths: number;
  readonly distinctAccounts: number;
  /** None for patterns by path: many addresses did it together, and no one of them answers for it. */
  readonly sources: readonly string[];
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly accounts: readonly string[];
  readonly userAgents: readonly string[];
  readonly evidence: readonly FindingEvidence[];
}

const Texts = z.preprocess(unpacked, z.array(z.string()));

const EvidenceBag = z.object({
  itemId: z.string(),
  at: z.string(),
  method: z.string(),
  request: z.string(),
  decoded: z.string(),
  status: z.number().nullish(),
  score: z.number(),
  signals: z.string(),
});

const Row = z.object({
  Pattern: z.string(),
  Entity: z.string(),
  WindowStart: z.string(),
  Score: z.number(),
  Rows: z.number(),
  Succeeded: z.number(),
  BlockedRows: z.number(),
  FirstSeen: z.string(),
  LastSeen: z.string(),
  LastIngested: z.string(),
  DistinctPaths: z.number(),
  DistinctAccounts: z.number(),
  Sources: Texts,
  Hosts: Texts,
  Paths: Texts,
  Accounts: Texts,
  UserAgents: Texts,
  ItemIds: Texts,
  Evidence: z.preprocess(unpacked, z.array(EvidenceBag)),
});

/** Columns that every detection query answers with. */
export const FINDING_COLUMNS: readonly string[] = Object.keys(Row.shape);

/**
 * The findings in the rows of a query of `composeDetection`; a row is an object by column name, a dynamic cell its JSON
 * text or its value. Throws ZodError for rows of another query, RangeError for a pattern that is not among `patterns`.
 */
export function parseFindings(
  rows: readonly Readonly<Record<string, unknown>>[],
  patterns: readonly Pattern[],
): Finding[] {
  const byId = new Map(patterns.map((pattern) => [pattern.id, pattern]));
  return rows.map((given) => {
    const row = Row.parse(given);
    const pattern = byId.get(row.Pattern);
    if (pattern === undefined) throw new RangeError(`No pattern is called ${row.Pattern}`);
    return findingOf(row, pattern);
  });
}

function findingOf(row: z.infer<typeof Row>, pattern: Pattern): Finding {
  const together = pattern.logDoctor.groupBy === "path";
  return {
    pattern: row.Pattern,
    patternVersion: pattern.version,
    type: pattern.logDoctor.type,
    severity: pattern.logDoctor.severity,
    score: row.Score,
    source: row.Entity,
    windowStart: row.WindowStart,
    firstSeen: row.FirstSeen,
    lastSeen: row.LastSeen,
    lastIngested: row.LastIngested,
    itemCount: row.Rows,
    itemIds: row.ItemIds,
    succeeded: row.Succeeded,
    blocked: row.BlockedRows,
    distinctPaths: row.DistinctPaths,
    distinctAccounts: row.DistinctAccounts,
    sources: together ? [] : filled(row.Sources),
    hosts: filled(row.Hosts),
    paths: filled(row.Paths),
    accounts: together ? [] : filled(row.Accounts),
    userAgents: filled(row.UserAgents),
    evidence: row.Evidence.map((bag) => evidenceOf(bag, pattern)),
  };
}

function evidenceOf({ status, signals, ...bag }: z.infer<typeof EvidenceBag>, pattern: Pattern): FindingEvidence {
  const names = new Set(signals.split(","));
  return {
    ...bag,
    decoded: withoutMarks(bag.decoded),
    ...(typeof status === "number" ? { status } : {}),
    signals: pattern.logDoctor.signals
      .filter(({ name }) => names.has(name))
      .map(({ name, weight }) => ({ name, weight })),
  };
}

/** The marks of the normaliser are its only capitals; what stands after A are headers, each after B. */
function withoutMarks(decoded: string): string {
  const [request = "", headers = ""] = decoded.split("A");
  const asked = request.replace(/^P/, "").replace(/E$/, "").replaceAll("V", "=").replaceAll("E", "&");
  const [, agent = "", referer = "", cookie = ""] = headers.split("B");
  const told = [
    ["user-agent", agent],
    ["referer", referer],
    ["cookies", telling(cookie)],
  ].filter(([, text]) => text !== "");
  return [asked, ...told.map(([name, text]) => `${name} ${text}`)].filter((text) => text !== "").join(" | ");
}

/** Cookies that are more than a token: those alone can be an attack, and the others are nobody's business. */
function telling(cookies: string): string {
  return cookies
    .split(";")
    .filter((cookie) => !/^ ?[a-z0-9_.%:+/-]*(?:=[a-z0-9_.%:+/=~-]*)?$/.test(cookie))
    .join(";")
    .trim();
}

function filled(texts: readonly string[]): string[] {
  return texts.filter((text) => text !== "");
}

function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return value ?? [];
  return value === "" ? [] : JSON.parse(value);
}
