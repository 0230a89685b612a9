/** Longest time that Azure may take until a transformation is in force (Azure Monitor, data collection transformations), with a margin. */
export const activationMs = 75 * 60_000;
/** Fewer rows than this prove nothing. */
const fewestRows = 50;
/** Standard errors by which a sound filter may miss its prediction by chance. */
const chance = 4;

export interface ObservedTraffic {
  readonly received: number;
  readonly dropped: number;
  readonly errors: number;
}

export interface TrafficPrediction {
  /** Share of the rows, 0 to 1. */
  readonly dropRate: number;
  readonly tolerance: number;
  /** Since the transformation was written. */
  readonly ageMs: number;
}

/**
 * Whether rows drop as predicted. An error, and a filter that takes more than it should, count at once; one that takes less only
 * when Azure has had the time to use it.
 */
export type TrafficVerdict = "pending" | "verified" | "errors" | "drops-too-much" | "drops-too-little";

export function judgeTraffic(
  { received, dropped, errors }: ObservedTraffic,
  { dropRate, tolerance, ageMs }: TrafficPrediction,
): TrafficVerdict {
  if (errors > 0) return "errors";
  if (received < fewestRows) return "pending";
  const observed = dropped / received;
  const allowed = tolerance + chance * Math.sqrt((dropRate * (1 - dropRate)) / received);
  if (observed > dropRate + allowed) return "drops-too-much";
  if (observed >= dropRate - allowed) return ageMs < activationMs && dropRate <= allowed ? "pending" : "verified";
  return ageMs < activationMs ? "pending" : "drops-too-little";
}
