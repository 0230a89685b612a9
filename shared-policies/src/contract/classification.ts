import { z } from "zod";
import { RetentionClass } from "../retain/classify.ts";

/** The retention decision as the API gives it: class and the reason in words. */
export const Classification = z.object({
  retentionClass: RetentionClass,
  reasonCode: z.string(),
  reason: z.string(),
});
