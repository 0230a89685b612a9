import { KqlError, type KqlErrorCode } from "@logdoctor/kql-engine";
import { type AzureError, azureError } from "../http/errors.ts";

/** Codes of the innermost error as seen in answers of the service; the documentation names only the outer ones. Unverified. */
const INNER_CODES: Record<KqlErrorCode, string> = {
  SyntaxError: "SYN0002",
  SemanticError: "SEM0100",
  NotSupported: "LOCAL0001",
  Runtime: "RUN0001",
};

/** 400 BadArgumentError for a query that the engine refused; rethrows anything else. Shape: logs/api/errors.md */
export function kqlRefusal(cause: unknown, correlationId: string): AzureError {
  if (!(cause instanceof KqlError)) throw cause;
  const limitation = cause.code === "NotSupported" ? "local-azure does not support this query, Azure may: " : "";
  const position = cause.position && { line: cause.position.line, pos: cause.position.column };
  return badArgument(correlationId, {
    code: cause.code,
    message: `${limitation}${cause.message}`,
    innererror: { code: INNER_CODES[cause.code], message: cause.message, ...position },
    ...position,
  });
}

export function badArgument(correlationId: string, innererror: Record<string, unknown>): AzureError {
  return azureError(400, {
    code: "BadArgumentError",
    message: "The request had some invalid properties",
    correlationId,
    innererror,
  });
}
