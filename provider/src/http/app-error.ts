import type { ErrorCode, FieldProblem } from "@logdoctor/shared-policies";

interface Extras {
  readonly errors?: readonly FieldProblem[];
  /** Logged, never sent. */
  readonly cause?: unknown;
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

/** A refusal with a code of the closed set; `detail` is for people and is sent. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, detail: string, extras: Extras = {}) {
    super(detail, { cause: extras.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = extras.errors;
    this.retryAfter = extras.retryAfter;
  }
}

/** The 404 of a thing that is missing here, or is another tenant's: the answer is the same. */
export function notFound(thing: string): AppError {
  return new AppError("not-found", `There is no such ${thing} in this tenant.`);
}
