import { once } from "node:events";
import http, { type IncomingMessage, type Server, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { World } from "../world.ts";
import type { Call } from "./call.ts";
import { AzureError, azureError } from "./errors.ts";
import { sendResponse } from "./send-response.ts";

/** More than any documented request: a rule of 10 flows with 15,360 characters each, or 1 MB of rows. */
const MAX_REQUEST_BYTES = 8 * 1024 * 1024;

export type Handler = (call: Call) => Promise<Response>;

export type Listening = { readonly port: number; close(): Promise<void> };

/** Serves `handler` on 127.0.0.1, with TLS if `tls` is given. Faults and the request log wrap every call. */
export async function serve(
  world: World,
  handler: Handler,
  options: { port: number; tls?: { cert: string; key: string } },
): Promise<Listening> {
  const scheme = options.tls === undefined ? "http" : "https";
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(world, handler, { request, response, scheme }).catch((cause: unknown) => response.destroy(asError(cause)));
  };
  const server = options.tls === undefined ? http.createServer(listener) : https.createServer(options.tls, listener);
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

type Exchange = { request: IncomingMessage; response: ServerResponse; scheme: string };

async function answer(world: World, handler: Handler, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const method = request.method ?? "GET";
  // The SDK writes `/v1//subscriptions/...` for a resource id that begins with a slash, and Azure accepts it.
  const [rawPath = "/", ...query] = (request.url ?? "/").split("?");
  const path = [rawPath.replace(/\/{2,}/g, "/"), ...query].join("?");
  const isControl = path.startsWith("/_local/");
  const fault = isControl ? undefined : world.faults.strike(method, path);
  const entry = world.log.open({ at: world.clock.nowIso(), method, path });
  if (fault !== undefined) entry.fault = fault.id;
  const effect = fault?.effect ?? {};
  if (effect.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, effect.delayMs));
  const origin = `${exchange.scheme}://${request.headers.host ?? "127.0.0.1"}`;
  const made = await makeResponse(handler, async () => {
    const body = await readBody(request);
    const url = new URL(path, origin);
    const webRequest = new Request(url, { method, headers: headersOf(request) });
    return { world, request: webRequest, url, body, entry, effect, origin };
  });
  entry.status = made.status;
  await sendResponse(made, response, { method, effect, gzip: acceptsGzip(world, request) });
}

async function makeResponse(handler: Handler, makeCall: () => Promise<Call>): Promise<Response> {
  try {
    const call = await makeCall();
    if (call.effect.status !== undefined) return faultResponse(call);
    return await handler(call);
  } catch (cause) {
    if (cause instanceof AzureError) return cause.answer;
    const message = `local-azure failed: ${asError(cause).stack ?? String(cause)}`;
    return azureError(500, { code: "InternalServerError", message }).answer;
  }
}

function faultResponse({ effect }: Call): Response {
  const body =
    typeof effect.body === "string" ? effect.body : JSON.stringify(effect.body ?? defaultFaultBody(effect.status));
  const status = effect.status ?? 500;
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : body, {
    status,
    headers: { "content-type": "application/json", ...effect.headers },
  });
}

function defaultFaultBody(status = 500): object {
  return { error: { code: `Injected${status}`, message: "Injected by a fault rule of local-azure." } };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_REQUEST_BYTES) {
      throw azureError(413, { code: "RequestEntityTooLarge", message: "The request body is larger than 8 MB." });
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

function acceptsGzip(world: World, request: IncomingMessage): boolean {
  return world.settings.behaviour.gzip && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
