import { z } from "zod";
import { freeRetentionDays, type PriceBook } from "../price-book.ts";

/** Monthly cost of one table in US dollars, by the lines of Azure's bill. */
export const MonthlyCost = z.object({
  ingestion: z.number(),
  retention: z.number(),
  longTerm: z.number(),
  archive: z.number(),
  total: z.number(),
});
export type MonthlyCost = z.infer<typeof MonthlyCost>;

export const Savings = z.object({
  priceBookId: z.string(),
  before: MonthlyCost,
  after: MonthlyCost,
  /** Dollars a month; negative when the archive costs more than the retention it replaces. */
  savedPerMonth: z.number(),
  /** Share of the whole bill, 0 to 1. */
  ofBill: z.number(),
  /** Share of the retention lines (analytics beyond the free days, and long-term), 0 to 1. */
  ofRetention: z.number(),
});
export type Savings = z.infer<typeof Savings>;

export interface TableVolume {
  readonly table: string;
  readonly plan: "Analytics" | "Basic" | "Auxiliary";
  readonly gbPerDay: number;
  readonly retentionInDays: number;
  readonly totalRetentionInDays: number;
}

/** Rows kept in Blob storage for a table: GB written there a day, days kept, and the tier. */
export interface ArchiveVolume {
  readonly gbPerDay: number;
  readonly days: number;
  readonly tier: keyof PriceBook["blob"];
}

const daysPerMonth = 30;

/**
 * Monthly cost of a table in a steady state. Analytics retention is free for the table's included days; what lies
 * between analytics and total retention is billed as long-term retention.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs
 */
export function monthlyCost(volume: TableVolume, archive: ArchiveVolume | undefined, book: PriceBook): MonthlyCost {
  const { gbPerDay, retentionInDays, totalRetentionInDays, table } = volume;
  const price = {
    Analytics: book.ingestion.analytics,
    Basic: book.ingestion.basic,
    Auxiliary: book.ingestion.auxiliary,
  };
  const billedDays = volume.plan === "Analytics" ? Math.max(0, retentionInDays - freeRetentionDays(table)) : 0;
  const longTermDays = Math.max(0, totalRetentionInDays - Math.max(retentionInDays, includedIn(volume)));
  const ingestion = gbPerDay * daysPerMonth * price[volume.plan];
  const retention = gbPerDay * billedDays * book.analyticsRetention;
  const longTerm = gbPerDay * longTermDays * book.longTermRetention;
  const kept = archive === undefined ? 0 : archive.gbPerDay * archive.days * book.blob[archive.tier];
  return { ingestion, retention, longTerm, archive: kept, total: ingestion + retention + longTerm + kept };
}

function includedIn(volume: TableVolume): number {
  return volume.plan === "Basic" ? 30 : 0;
}

/** Adds costs line by line. */
export function addCosts(costs: readonly MonthlyCost[]): MonthlyCost {
  const sum: MonthlyCost = { ingestion: 0, retention: 0, longTerm: 0, archive: 0, total: 0 };
  for (const cost of costs) {
    sum.ingestion += cost.ingestion;
    sum.retention += cost.retention;
    sum.longTerm += cost.longTerm;
    sum.archive += cost.archive;
    sum.total += cost.total;
  }
  return sum;
}

/** What changed between two monthly costs, with both denominators. */
export function savings(before: MonthlyCost, after: MonthlyCost, book: PriceBook): Savings {
  const savedPerMonth = before.total - after.total;
  const retentionLines = before.retention + before.longTerm;
  return {
    priceBookId: book.id,
    before,
    after,
    savedPerMonth,
    ofBill: before.total > 0 ? savedPerMonth / before.total : 0,
    ofRetention: retentionLines > 0 ? savedPerMonth / retentionLines : 0,
  };
}
