export type Headers = Record<string, string>;

/** On every answer of the API: nothing of it is ever to be rendered, sniffed or cached. */
const securityHeaders: Headers = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
};

/** An answer with the security headers; `headers` win over them. A plain object keeps the server on its fast path. */
export function plainResponse(body: string | null, status: number, headers: Headers): Response {
  return new Response(body, { status, headers: { ...securityHeaders, ...headers } });
}
