import { z } from "zod";
import { Instant } from "../ids.ts";

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
