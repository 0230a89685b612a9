import { createRandom, type Random } from "./random.ts";
import { rowText } from "./row.ts";
import type { BuildRow, RowContext } from "./row-context.ts";
import { recipes, type SampleTableName } from "./tables/sample-tables.ts";
import { type SampleTenant, type SampleTenantKey, sampleTenants } from "./tenants.ts";
import { logInstant, sampleDays, timeOfRow } from "./timeline.ts";

export interface SampleOptions {
  /** Time of the newest row; the oldest is 45 days older. */
  readonly now: Date;
  readonly tenant: SampleTenantKey;
  /** Multiplies the rows: 1 (default) is about 27,000 per tenant. */
  readonly scale?: number;
  /** The same seed gives the same rows to the byte. */
  readonly seed?: string;
}

export interface SampleTable {
  readonly table: SampleTableName;
  readonly rows: number;
  /** Retention to set before the rows are loaded, in days. */
  readonly retentionInDays: number;
  readonly totalRetentionInDays: number;
}

/** The tables of a tenant, with their rows at `scale` and their retention settings. */
export function sampleTables(options: Pick<SampleOptions, "tenant" | "scale">): SampleTable[] {
  const scale = options.scale ?? 1;
  if (!(scale > 0)) throw new RangeError(`The scale must be above 0, not ${scale}`);
  return (Object.keys(recipes) as SampleTableName[]).map((table) => {
    const { rows, retentionInDays, totalRetentionInDays } = recipes[table];
    const count = Math.max(2, Math.round(rows[options.tenant] * scale));
    return { table, rows: count, retentionInDays, totalRetentionInDays };
  });
}

/** Rows of one table in the order of time, each a JSON object text. Made one by one: memory does not grow with the scale. */
export function* sampleRows(table: SampleTableName, options: SampleOptions): Generator<string, void, undefined> {
  const count = sampleTables(options).find((one) => one.table === table)?.rows ?? 0;
  const maker = createMaker(table, options, "rows");
  const noon = maker.tenant.country === "KR" ? 5 : 4;
  for (let index = 0; index < count; index++) {
    yield maker.row(index, timeOfRow(index, count, options.now, noon), index === count - 1);
  }
}

/** Rows of all tables, table by table. */
export function* generateSampleData(
  options: SampleOptions,
): Generator<{ table: SampleTableName; row: string }, void, undefined> {
  for (const { table } of sampleTables(options)) {
    for (const row of sampleRows(table, options)) yield { table, row };
  }
}

const lateTables = { SecurityEvent: 12, Syslog: 20, AppTraces: 16, AuditLogs: 6 } as const;
const dayMs = 86_400_000;

/**
 * Rows whose TimeGenerated lies in days that a first run has archived already, to be loaded after it. Real workspaces
 * stamp rows that are over two days late with their arrival, so these stand for what a backfill by Microsoft brings.
 */
export function lateRows(options: SampleOptions): { table: SampleTableName; row: string }[] {
  return (Object.keys(lateTables) as (keyof typeof lateTables)[]).flatMap((table) => {
    const maker = createMaker(table, options, "late");
    return Array.from({ length: lateTables[table] }, (_, index) => {
      const age = (15 + maker.random.next() * (sampleDays - 16)) * dayMs;
      return { table, row: maker.row(1_000_000 + index, Math.trunc(options.now.getTime() - age), false) };
    });
  });
}

interface RowMaker {
  readonly tenant: SampleTenant;
  readonly random: Random;
  row(index: number, ms: number, exact: boolean): string;
}

function createMaker(table: SampleTableName, options: SampleOptions, purpose: string): RowMaker {
  const tenant = sampleTenants[options.tenant];
  const random = createRandom([options.seed ?? "log-doctor", tenant.key, table, purpose].join("/"));
  const build: BuildRow = recipes[table].build;
  const row = (index: number, ms: number, exact: boolean): string => {
    const itemId = random.guid();
    // Ticks below the millisecond would put the newest row after `now`.
    const time = logInstant(ms, exact ? 0 : random.int(0, 9_999));
    const context: RowContext = { tenant, random, index, ms, time };
    const { resource, fields } = build(context);
    return rowText({ table, tenant, time, itemId, resourceId: resource }, fields);
  };
  return { tenant, random, row };
}
