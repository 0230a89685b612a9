import type { AnyEndpoint } from "@logdoctor/shared-policies";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { authenticate, requireRole } from "../auth/authenticate.ts";
import type { RequestContext } from "../context.ts";
import type { Deps } from "../deps.ts";
import { routePath } from "./endpoints.ts";
import { etagHeader, ifMatchOf } from "./etag.ts";
import { headerOf } from "./header-of.ts";
import { readJsonBody } from "./read-body.ts";
import { plainResponse } from "./respond.ts";
import { type Exchange, shellOf } from "./shell.ts";
import { validated } from "./validate.ts";

/** A request's parts, validated by the contract; `ifMatch` is empty where the endpoint does not ask for it. */
export interface Input<E extends AnyEndpoint> {
  readonly params: z.output<E["params"]>;
  readonly query: z.output<E["query"]>;
  readonly body: z.output<E["body"]>;
  readonly ifMatch: string;
}

export interface Reply<E extends AnyEndpoint> {
  readonly data: z.output<E["response"]>;
  readonly etag?: string;
}

export type Handler<E extends AnyEndpoint> = (ctx: RequestContext, input: Input<E>) => Promise<Reply<E>>;

/** What the routes are registered on. */
export interface Mountable {
  readonly app: Hono;
  readonly deps: Deps;
  readonly limitRate: (tenantId: string) => void;
}

/**
 * Registers an endpoint of the contract: authenticates, checks roles and rate, validates every part, asks for If-Match,
 * and sends the answer with its ETag. A handler sees none of HTTP.
 */
export function mount<E extends AnyEndpoint>(on: Mountable, endpoint: E, handler: Handler<E>): void {
  const shell = shellOf(on.deps);
  const read = readerOf(on.deps, endpoint);
  on.app.on(endpoint.method, routePath(endpoint), (c) =>
    shell(c, endpoint.path, async (exchange) => {
      const verified = authenticate(headerOf(c, "authorization"), on.deps.verifyToken);
      const principal = verified instanceof Promise ? await verified : verified;
      exchange.principal = principal;
      requireRole(principal, endpoint.roles);
      on.limitRate(principal.tenantId);
      const input = await read(c);
      const ctx = { deps: on.deps, principal, tenantId: principal.tenantId, now: on.deps.now() };
      const reply = await handler(ctx, input);
      if (on.deps.checkResponses) endpoint.response.parse(reply.data);
      return respond(endpoint, reply, exchange);
    }),
  );
}

function readerOf<E extends AnyEndpoint>(deps: Deps, endpoint: E): (c: Context) => Promise<Input<E>> {
  const maxBytes = endpoint.id === "sendReport" ? deps.limits.reportBytes : deps.limits.bodyBytes;
  const has = (schema: z.ZodType): boolean => !(schema instanceof z.ZodUndefined);
  const [hasParams, hasBody] = [has(endpoint.params), has(endpoint.body)];
  const query = endpoint.query instanceof z.ZodObject ? endpoint.query.strict() : z.strictObject({});
  return async (c) => ({
    params: (hasParams ? validated(endpoint.params, c.req.param(), "/params") : undefined) as z.output<E["params"]>,
    query: (c.req.url.includes("?") || has(endpoint.query)
      ? validated(query, c.req.query(), "/query")
      : undefined) as z.output<E["query"]>,
    ifMatch: endpoint.concurrency === "if-match" ? ifMatchOf(headerOf(c, "if-match")) : "",
    body: (hasBody ? validated(endpoint.body, await readJsonBody(c, maxBytes)) : undefined) as z.output<E["body"]>,
  });
}

function respond<E extends AnyEndpoint>(endpoint: E, reply: Reply<E>, { headers }: Exchange): Response {
  if (reply.etag !== undefined) headers["etag"] = etagHeader(reply.etag);
  if (endpoint.status === 204) return plainResponse(null, 204, headers);
  headers["content-type"] = "application/json";
  return plainResponse(JSON.stringify(reply.data), endpoint.status, headers);
}
