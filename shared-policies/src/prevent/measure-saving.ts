import { z } from "zod";
import { Instant } from "../ids.ts";
import type { PreventFinding } from "./finding.ts";
import type { PreventRun } from "./prevent-run.ts";
import { volumeIn } from "./prevent-run.ts";

/** What a change saved, by the volume of full runs before and after it. */
export const MeasuredSaving = z.object({
  changedAt: Instant,
  /** Billed bytes an hour, over hours that runs covered. */
  before: z.object({ bytesPerHour: z.number().nonnegative(), hours: z.number().positive() }),
  after: z.object({ bytesPerHour: z.number().nonnegative(), hours: z.number().positive() }),
  /** At that pace, in GB of 10^9 bytes and 30 days; below zero where it became more. */
  gbPerMonth: z.number(),
  /** Absent where what the bytes cost is not known. */
  usdPerMonth: z.number().optional(),
});
export type MeasuredSaving = z.infer<typeof MeasuredSaving>;

const hourMs = 3_600_000;
const hoursPerMonth = 720;
/** How far back volume counts as what it was before. */
const beforeMs = 7 * 24 * hourMs;

interface Pace {
  readonly bytesPerHour: number;
  readonly hours: number;
}

/**
 * What a change to a finding's cause saved: bytes an hour of runs that ended before it, against those of runs that began
 * after it. Runs that did not measure the finding count on neither side. Undefined until both sides have a run.
 */
export function measureSaving(
  finding: Pick<PreventFinding, "id" | "ruleId" | "table" | "gbPerMonth" | "usdPerMonth">,
  changedAt: string,
  runs: readonly PreventRun[],
): MeasuredSaving | undefined {
  const change = Date.parse(changedAt);
  const before = paceOf(finding, runs, (from, to) => to <= change && from >= change - beforeMs);
  const after = paceOf(finding, runs, (from) => from >= change);
  if (before === undefined || after === undefined) return undefined;
  const gbPerMonth = ((before.bytesPerHour - after.bytesPerHour) * hoursPerMonth) / 1e9;
  const { usdPerMonth } = finding;
  const price = usdPerMonth === undefined || finding.gbPerMonth === 0 ? undefined : usdPerMonth / finding.gbPerMonth;
  const money = price === undefined ? {} : { usdPerMonth: gbPerMonth * price };
  return { changedAt, before, after, gbPerMonth, ...money };
}

function paceOf(
  finding: Pick<PreventFinding, "id" | "ruleId" | "table">,
  runs: readonly PreventRun[],
  isOfSide: (from: number, to: number) => boolean,
): Pace | undefined {
  let [bytes, ms] = [0, 0];
  for (const run of runs) {
    const [from, to] = [Date.parse(run.window.from), Date.parse(run.window.to)];
    const volume = isOfSide(from, to) ? volumeIn(run, finding) : undefined;
    if (volume === undefined) continue;
    bytes += volume.bytes;
    ms += to - from;
  }
  return ms > 0 ? { bytesPerHour: (bytes * hourMs) / ms, hours: ms / hourMs } : undefined;
}
