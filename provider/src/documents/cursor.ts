import { AppError } from "../http/app-error.ts";

/** A cursor is the sort key of the last item of a page, in a form that survives a URL. */
export function cursorOf(sort: string): string {
  return Buffer.from(sort, "utf8").toString("base64url");
}

/** Sort key of a cursor. @throws AppError `invalid-request` for a text that is none. */
export function sortOf(cursor: string): string {
  const sort = Buffer.from(cursor, "base64url").toString("utf8");
  if (sort === "" || cursorOf(sort) !== cursor) {
    throw new AppError("invalid-request", "The cursor is not one that a page gave.", {
      errors: [{ pointer: "/query/cursor", detail: "Use nextCursor of the page before." }],
    });
  }
  return sort;
}
