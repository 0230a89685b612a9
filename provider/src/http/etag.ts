import { AppError } from "./app-error.ts";

/** A stored etag as the header carries it. */
export function etagHeader(etag: string): string {
  return `"${etag}"`;
}

/**
 * The etag that a caller last saw. It may come quoted, as the header gave it, or bare, as lists show it.
 * @throws AppError `precondition-required` without the header.
 */
export function ifMatchOf(header: string | undefined): string {
  if (header === undefined || header.trim() === "") {
    throw new AppError("precondition-required", "Send If-Match with the ETag that you last read.");
  }
  const value = header.trim();
  return /^".*"$/.test(value) ? value.slice(1, -1) : value;
}

/** The 412 of a document that has changed, or gone, since it was read. */
export function changedMeanwhile(): AppError {
  return new AppError("precondition-failed", "It was changed or removed since you read it. Read it again.");
}
