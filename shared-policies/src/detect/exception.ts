import { z } from "zod";
import { DocumentId, Instant } from "../ids.ts";
import { PatternId } from "./documents.ts";
import type { DetectionFinding } from "./finding.ts";

/** What of a finding an exception looks at. */
export const ExceptionField = z.enum(["sourceIP", "targetPath", "userAgent", "host"]);
export type ExceptionField = z.infer<typeof ExceptionField>;

/** Both tests of one exception are plain text, never an expression: it can hide only what it names. */
export const ExceptionTest = z.strictObject({
  field: ExceptionField,
  operator: z.enum(["equals", "startsWith"]),
  value: z.string().min(1).max(500),
});
export type ExceptionTest = z.infer<typeof ExceptionTest>;

/** Findings of one pattern that are not to be reported, because a person found them harmless. It ends by itself. */
export const PatternException = z.strictObject({
  id: DocumentId,
  patternId: PatternId,
  tests: z.array(ExceptionTest).min(1).max(4),
  reason: z.string().min(3).max(500),
  expiresAt: Instant,
});
export type PatternException = z.infer<typeof PatternException>;

type Excepted = Pick<DetectionFinding, "patternId" | "sourceIP" | "targetPath" | "userAgent" | "host">;

/** Whether all tests of an exception that is still in force hold for the finding. */
export function excepts(exception: PatternException, finding: Excepted, now: Date): boolean {
  if (exception.patternId !== finding.patternId || Date.parse(exception.expiresAt) <= now.getTime()) return false;
  return exception.tests.every(({ field, operator, value }) => {
    const text = finding[field] ?? "";
    return operator === "equals" ? text === value : text.startsWith(value);
  });
}
