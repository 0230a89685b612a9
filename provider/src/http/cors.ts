import type { Headers } from "./respond.ts";

const none: Headers = {};

/** Headers that let a configured origin's pages read the answer; none for any other origin. */
export function corsHeaders(origin: string | undefined, allowed: readonly string[]): Headers {
  if (origin === undefined || !allowed.includes(origin)) return none;
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "etag, retry-after, x-request-id",
    vary: "origin",
  };
}

/** Headers of the answer to a preflight. Tokens travel in a header, so credentials stay off. */
export function preflightHeaders(origin: string | undefined, allowed: readonly string[]): Headers {
  const headers = corsHeaders(origin, allowed);
  if (headers === none) return none;
  return {
    ...headers,
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-allow-headers": "authorization, content-type, if-match",
    "access-control-max-age": "600",
  };
}
