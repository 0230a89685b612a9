import type { PriceBook } from "../price-book.ts";

export interface FilteredVolume {
  /** Bytes that arrived, before the transformation. */
  readonly bytesIn: number;
  readonly bytesDropped: number;
  readonly plan: "analytics" | "basic" | "auxiliary";
  /** Whether Microsoft Sentinel is enabled on the workspace. */
  readonly sentinel: boolean;
}

/** In the price book's currency, for the volume that was given. */
export interface FilterSavings {
  readonly ingestionSaved: number;
  /** What the transformation itself is charged for. */
  readonly processingCharge: number;
  /** Below 0 where the charge is more than what is saved. */
  readonly net: number;
}

const GB = 1e9;

/**
 * What a filter saves on ingestion, less what dropping costs: beyond half of what arrives, dropped data is charged as
 * processing; on Auxiliary tables all that arrives is; on Analytics tables of a workspace with Sentinel nothing is.
 * https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations
 */
export function filterSavings(
  { bytesIn, bytesDropped, plan, sentinel }: FilteredVolume,
  book: PriceBook,
): FilterSavings {
  if (!(bytesDropped >= 0 && bytesDropped <= bytesIn))
    throw new RangeError("Dropped is between nothing and all that arrived");
  const ingestionSaved = (bytesDropped / GB) * book.ingestion[plan];
  const processingCharge = (chargedBytes({ bytesIn, bytesDropped, plan, sentinel }) / GB) * book.logProcessing;
  return { ingestionSaved, processingCharge, net: ingestionSaved - processingCharge };
}

function chargedBytes({ bytesIn, bytesDropped, plan, sentinel }: FilteredVolume): number {
  if (plan === "auxiliary") return bytesIn;
  if (plan === "analytics" && sentinel) return 0;
  return Math.max(0, bytesDropped - bytesIn / 2);
}
