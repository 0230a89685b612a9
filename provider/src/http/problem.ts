import { type ErrorCode, type Problem, problemTable, problemType } from "@logdoctor/shared-policies";
import { AppError } from "./app-error.ts";
import { type Headers, plainResponse } from "./respond.ts";

export interface ProblemContext {
  readonly problemBase: string;
  readonly requestId: string;
  readonly path: string;
}

/** Any error as one of ours: what is not a refusal is `internal`, and its message stays inside. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal", "The request failed. Give the requestId when you report it.", { cause: error });
}

/** The problem document of an error; the only place that maps codes to statuses. */
function problemOf(error: AppError, context: ProblemContext): Problem {
  const { status, title } = problemTable[error.code];
  return {
    type: problemType(context.problemBase, error.code),
    title,
    status,
    code: error.code,
    detail: error.message,
    instance: context.path,
    requestId: context.requestId,
    ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
  };
}

const challenges: Partial<Record<ErrorCode, string>> = { unauthenticated: 'Bearer error="invalid_token"' };

/** The RFC 9457 answer to an error. */
export function problemResponse(error: AppError, context: ProblemContext, extra: Headers = {}): Response {
  const problem = problemOf(error, context);
  const headers: Headers = { ...extra, "content-type": "application/problem+json", "x-request-id": context.requestId };
  const challenge = challenges[error.code];
  if (challenge !== undefined) headers["www-authenticate"] = challenge;
  if (error.retryAfter !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil(error.retryAfter)));
  return plainResponse(JSON.stringify(problem), problem.status, headers);
}
