import { z } from "zod";

/** List prices of one region at one date, in US dollars per GB (10^9 bytes) and month unless named otherwise. */
export const PriceBook = z.strictObject({
  id: z.string(),
  region: z.string(),
  currency: z.literal("USD"),
  effectiveFrom: z.iso.date(),
  /** Where the figures come from, and whether they were checked against Microsoft's own page. */
  source: z.string(),
  verified: z.boolean(),
  ingestion: z.object({ analytics: z.number(), basic: z.number(), auxiliary: z.number() }),
  analyticsRetention: z.number().nonnegative(),
  longTermRetention: z.number().nonnegative(),
  logProcessing: z.number().nonnegative(),
  blob: z.object({ hot: z.number(), cool: z.number(), cold: z.number(), archive: z.number() }),
});
export type PriceBook = z.infer<typeof PriceBook>;

/** Days of analytics retention that the ingestion price includes (Azure Monitor, data retention). */
const includedDays = 31;
const includedDaysOfAppTables = 90;
const tablesWithNinetyDays = new Set([
  "Usage",
  "AzureActivity",
  "AppAvailabilityResults",
  "AppBrowserTimings",
  "AppDependencies",
  "AppExceptions",
  "AppEvents",
  "AppMetrics",
  "AppPageViews",
  "AppPerformanceCounters",
  "AppRequests",
  "AppSystemEvents",
  "AppTraces",
]);

/**
 * Days of retention that cost nothing for a table.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
 */
export function freeRetentionDays(table: string): number {
  return tablesWithNinetyDays.has(table) ? includedDaysOfAppTables : includedDays;
}

const unverified =
  "Third-party listing of US East prices, 2026; Microsoft's own page was not at hand. Replace with the prices of your agreement.";

function listPrices(id: string, region: string): PriceBook {
  return {
    id,
    region,
    currency: "USD",
    effectiveFrom: "2026-01-01",
    source: unverified,
    verified: false,
    ingestion: { analytics: 2.3, basic: 0.5, auxiliary: 0.05 },
    analyticsRetention: 0.1,
    longTermRetention: 0.02,
    logProcessing: 0.1,
    blob: { hot: 0.018, cool: 0.01, cold: 0.0036, archive: 0.00099 },
  };
}

/** Dated price books by region. All are list prices of one source and marked as not verified. */
export const priceBooks: readonly PriceBook[] = [
  listPrices("list-2026-eastus", "eastus"),
  listPrices("list-2026-koreacentral", "koreacentral"),
  listPrices("list-2026-japaneast", "japaneast"),
];

/** The newest price book of a region that was in force at `at`; East US stands in for a region without one. */
export function priceBookFor(region: string, at: Date, books: readonly PriceBook[] = priceBooks): PriceBook {
  const inForce = books.filter((book) => Date.parse(book.effectiveFrom) <= at.getTime());
  const newest = (wanted: string): PriceBook | undefined =>
    inForce
      .filter((book) => book.region === wanted)
      .toSorted((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))[0];
  const found = newest(region) ?? newest("eastus");
  if (found === undefined) throw new RangeError(`No price book for region "${region}" at ${at.toISOString()}`);
  return found;
}

/**
 * The plan's own example, kept so that its numbers can be reproduced: 10 GB a day at "$2.76" per stored GB. Azure does
 * not bill that way (ingestion and retention are apart), so no saving is ever computed from it.
 */
export const planExample = { storedGbMonth: 2.76, archiveGbMonth: 0.002 } as const;

/** Monthly cost in the plan's model: every stored GB has one price, the rest of 30 days lies in the archive. */
export function planExampleCost(gbPerDay: number, hotDays: number): number {
  const archived = gbPerDay * Math.max(0, 30 - hotDays);
  return gbPerDay * hotDays * planExample.storedGbMonth + archived * planExample.archiveGbMonth;
}
