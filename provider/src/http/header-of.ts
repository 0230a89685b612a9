import type { IncomingMessage } from "node:http";
import type { Context } from "hono";

/**
 * One header of a request. Behind the Node server it is read from the parsed message, which spares a Headers object
 * for every request; in process the Request has it.
 */
export function headerOf(c: Context, name: string): string | undefined {
  const { incoming } = (c.env ?? {}) as { readonly incoming?: IncomingMessage };
  if (incoming === undefined) return c.req.header(name);
  const value = incoming.headers[name];
  return typeof value === "string" ? value : value?.join(", ");
}
