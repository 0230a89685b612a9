import { activationMs, judgeTraffic, type TrafficPrediction, type TrafficVerdict } from "@logdoctor/shared-policies";

/** What the workspace shows of a table in a span of time, and how much may have been dropped on the way to it. */
export interface StoredRows {
  /** Rows of the table. */
  readonly kept: number;
  /** Those of them that the filter lets through. */
  readonly stays: number;
  /** Rows of the same kind in the same span a week before. */
  readonly before: number;
  /** Bounds of what the filter dropped. */
  readonly least: number;
  readonly most: number;
}

/** Fewer rows than this prove nothing. */
const fewestRows = 50;
/** Standard errors by which a sound filter may miss its prediction by chance. */
const chance = 4;

/**
 * Whether a filter does as predicted, by the rows that are stored: with the filter in force none of those that it drops is among them,
 * without it they are as many as in history. `unclear`: some are, so rows reach the table by another way too.
 */
export function judgeStored(rows: StoredRows, prediction: TrafficPrediction): TrafficVerdict | "unclear" {
  const { kept, least, most } = rows;
  if (dropsTooMuch(rows, prediction)) return "drops-too-much";
  const exact = judgeTraffic({ received: kept + least, dropped: least, errors: 0 }, prediction);
  if (least === most && exact === "verified") return "verified";
  if (kept < fewestRows) return "pending";
  const { dropRate, tolerance, ageMs } = prediction;
  const isActive = ageMs >= activationMs;
  const missed = kept - rows.stays;
  const allowed = tolerance + chance * Math.sqrt((dropRate * (1 - dropRate)) / kept);
  // So little is to go that a filter does not differ from none.
  if (dropRate <= allowed) return isActive ? "verified" : "pending";
  if (missed <= tolerance * dropRate * kept) return most > 0 || isActive ? "verified" : "pending";
  const isAsBefore = missed >= (dropRate - allowed) * kept && least <= tolerance * (least + missed);
  if (!isActive) return "pending";
  return isAsBefore ? "drops-too-little" : "unclear";
}

/**
 * Where all that may have been dropped is too much, either it is known to be the filter that dropped it, or fewer than half of the rows
 * that it should let through still come.
 */
function dropsTooMuch({ kept, stays, before, least, most }: StoredRows, prediction: TrafficPrediction): boolean {
  const isTooMuch = (dropped: number) =>
    judgeTraffic({ received: kept + dropped, dropped, errors: 0 }, prediction) === "drops-too-much";
  return isTooMuch(least) || (isTooMuch(most) && before >= fewestRows && stays < before / 2);
}
