import { z } from "zod";

/** The closed set of error codes. Each has a page `docs/errors/<code>.md`. */
export const ErrorCode = z.enum([
  "invalid-request",
  "body-too-large",
  "unauthenticated",
  "forbidden",
  "agent-not-enrolled",
  "enrolment-code-invalid",
  "not-found",
  "method-not-allowed",
  "precondition-required",
  "precondition-failed",
  "conflict",
  "lease-superseded",
  "report-conflict",
  "predicate-refused",
  "policy-refused",
  "incident-state",
  "finding-state",
  "rule-refused",
  "filter-state",
  "filter-unproven",
  "exception-hides-attacks",
  "rate-limited",
  "timeout",
  "unsupported-media-type",
  "internal",
  "unavailable",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Status and title of each code; the only table of its kind. */
export const problemTable = {
  "invalid-request": { status: 400, title: "The request is not valid" },
  "body-too-large": { status: 413, title: "The request body is too large" },
  unauthenticated: { status: 401, title: "The access token is missing or was not accepted" },
  forbidden: { status: 403, title: "This identity may not do that" },
  "agent-not-enrolled": { status: 403, title: "This agent is not enrolled" },
  "enrolment-code-invalid": { status: 403, title: "The enrolment code was not accepted" },
  "not-found": { status: 404, title: "There is no such thing here" },
  "method-not-allowed": { status: 405, title: "This method is not supported here" },
  "precondition-required": { status: 428, title: "This change needs an If-Match header" },
  "precondition-failed": { status: 412, title: "Someone changed this in the meantime" },
  conflict: { status: 409, title: "This conflicts with what is stored" },
  "lease-superseded": { status: 409, title: "Another run has taken over this lease" },
  "report-conflict": { status: 409, title: "A different report was already recorded for this run" },
  "predicate-refused": { status: 422, title: "The row predicate is not accepted" },
  "policy-refused": { status: 422, title: "The policy breaks a rule" },
  "incident-state": { status: 409, title: "The incident is not in a state that allows this" },
  "finding-state": { status: 409, title: "The finding is not in a state that allows this" },
  "rule-refused": { status: 422, title: "The rule's KQL is not accepted" },
  "filter-state": { status: 409, title: "The filter rule is not in a state that allows this" },
  "filter-unproven": { status: 409, title: "The filter rule is not proved to be harmless yet" },
  "exception-hides-attacks": { status: 409, title: "This exception would have hidden confirmed attacks" },
  "rate-limited": { status: 429, title: "Too many requests" },
  timeout: { status: 503, title: "The request took too long" },
  "unsupported-media-type": { status: 415, title: "The body must be application/json" },
  internal: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "The service is not ready" },
} as const satisfies Record<ErrorCode, { status: number; title: string }>;

/** One thing that is wrong in a request: where (JSON pointer) and what. */
export const FieldProblem = z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** RFC 9457 problem document, media type `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ErrorCode,
  detail: z.string(),
  instance: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(FieldProblem).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Page that explains a code; problem documents carry it as `type`. */
export function problemType(base: string, code: ErrorCode): string {
  return `${base.replace(/\/$/, "")}/${code}`;
}
