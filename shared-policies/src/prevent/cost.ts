import type { PriceBook } from "../price-book.ts";
import type { TableSettings } from "../retain/lever.ts";

export interface BilledVolume {
  readonly table: string;
  readonly plan: TableSettings["plan"];
  /** Billed bytes; rows that are not billed do not count. */
  readonly bytes: number;
  /** How long they took to come. */
  readonly hours: number;
}

/** A month of 30 days. */
const hoursOfMonth = 720;

/** Tables whose rows Azure takes for nothing: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs */
const freeTables: ReadonlySet<string> = new Set(["Usage", "AzureActivity"]);

/** Volume a month at this pace, in GB of 10^9 bytes. No time makes no pace: 0. */
export function gbPerMonth({ bytes, hours }: Pick<BilledVolume, "bytes" | "hours">): number {
  return hours > 0 ? (bytes / 1e9) * (hoursOfMonth / hours) : 0;
}

/** What Azure bills a month for taking in such a volume, in US dollars; undefined where it bills nothing. */
export function ingestionUsdPerMonth(volume: BilledVolume, { ingestion }: PriceBook): number | undefined {
  if (freeTables.has(volume.table) || volume.bytes <= 0) return undefined;
  const price = { Analytics: ingestion.analytics, Basic: ingestion.basic, Auxiliary: ingestion.auxiliary }[volume.plan];
  return gbPerMonth(volume) * price;
}
