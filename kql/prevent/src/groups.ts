import { z } from "zod";

/** Rows that match the same rules, come from the same place and say roughly the same. Nothing is masked here. */
export interface LogGroup {
  /** Ids of the rules that its rows match. */
  readonly rules: ReadonlySet<string>;
  /** Those of them by size whose bound its rows are over. */
  readonly tooLarge: ReadonlySet<string>;
  readonly level: string;
  readonly resource: string;
  readonly service: string;
  readonly callSite: string;
  readonly category: string;
  /** Whether the rows are one group, and not the sum of all that were too light to be listed. */
  readonly listed: boolean;
  readonly rows: number;
  /** Billed bytes. */
  readonly bytes: number;
  /** Bytes of what the columns of the billed rows hold, where that was asked for: custom tables. */
  readonly storedBytes: number;
  readonly largestBytes: number;
  readonly largestItem: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Rows and duplicates by hour since 1970; of a listed group only. */
  readonly hours: ReadonlyMap<number, { readonly rows: number; readonly duplicates: number }>;
  readonly itemIds: readonly string[];
  /** The beginnings of its largest and its smallest message. */
  readonly samples: readonly string[];
}

const Texts = z.preprocess(unpacked, z.array(z.string()));

const Row = z.object({
  Rules: z.string(),
  Level: z.string(),
  Resource: z.string(),
  Service: z.string(),
  CallSite: z.string(),
  Category: z.string(),
  Kept: z.preprocess((value) => value === true || value === 1, z.boolean()),
  Rows: z.number(),
  Billed: z.number(),
  StoredBytes: z.number(),
  FirstSeen: z.string(),
  LastSeen: z.string(),
  Hours: Texts,
  Items: Texts,
  Largest: z.number().nullable(),
  Sample: z.string(),
  LargestItem: z.string(),
  Other: z.string(),
});

/** Columns that every query of Prevent answers with. */
export const GROUP_COLUMNS: readonly string[] = [...Object.keys(Row.shape), "Key"];

/**
 * The groups in the rows of a query of `composePrevention`, whose marks count in `rules`; a row is an object by column name,
 * a dynamic cell its JSON text or its value. Throws ZodError for rows of another query.
 */
export function parseGroups(
  rows: readonly Readonly<Record<string, unknown>>[],
  rules: readonly { readonly id: string }[],
): LogGroup[] {
  return rows.map((given) => groupOf(Row.parse(given), rules));
}

function groupOf(row: z.infer<typeof Row>, rules: readonly { readonly id: string }[]): LogGroup {
  const marks = row.Rules.split(";").filter((mark) => mark !== "");
  const idOf = (mark: string): string => rules[Number.parseInt(mark, 10)]?.id ?? "";
  return {
    rules: new Set(marks.map(idOf)),
    tooLarge: new Set(marks.filter((mark) => mark.endsWith("+")).map(idOf)),
    level: row.Level,
    resource: row.Resource,
    service: row.Service,
    callSite: row.CallSite,
    category: row.Category,
    listed: row.Kept,
    rows: row.Rows,
    bytes: row.Billed,
    storedBytes: row.StoredBytes,
    largestBytes: row.Largest ?? 0,
    largestItem: row.LargestItem,
    firstSeen: row.FirstSeen,
    lastSeen: row.LastSeen,
    hours: new Map(row.Kept ? row.Hours.map(hourOf) : []),
    itemIds: [...new Set(row.Items)],
    samples: [...new Set([row.Sample, row.Other])],
  };
}

function hourOf(text: string): [number, { rows: number; duplicates: number }] {
  const [hour = 0, rows = 0, duplicates = 0] = text.split(":").map(Number);
  return [hour, { rows, duplicates }];
}

function unpacked(value: unknown): unknown {
  const list: unknown = typeof value === "string" ? (value === "" ? [] : JSON.parse(value)) : (value ?? []);
  // A list of lists is one list, as in some engines, or not, as in others.
  return Array.isArray(list) ? list.flat(Number.POSITIVE_INFINITY) : list;
}
