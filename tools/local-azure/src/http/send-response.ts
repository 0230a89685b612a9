import type { ServerResponse } from "node:http";
import { Readable, type Transform } from "node:stream";
import { createGzip } from "node:zlib";
import type { FaultEffect } from "./faults.ts";

type SendOptions = { method: string; effect: FaultEffect; gzip: boolean };

/** Writes a web response to the socket piece by piece, never holding the whole body, and breaks it as the fault asks. */
export async function sendResponse(made: Response, response: ServerResponse, options: SendOptions): Promise<void> {
  const { effect } = options;
  const headers: Record<string, string | string[]> = Object.fromEntries(made.headers);
  const hasBody = made.body !== null && options.method !== "HEAD";
  const gzip = options.gzip && hasBody && !breaksBody(effect);
  if (gzip) headers["content-encoding"] = "gzip";
  const body = hasBody && made.body !== null ? await readableBody(made.body, headers, effect) : undefined;
  response.writeHead(made.status, headers);
  if (body === undefined) return void response.end();
  await writeBody(gzip ? compressed(body) : body, response, effect);
}

/** The body as it is, or whole with a Content-Length that contradicts it. */
async function readableBody(
  body: ReadableStream,
  headers: Record<string, string | string[]>,
  effect: FaultEffect,
): Promise<Readable> {
  if (effect.contentLengthError === undefined) return Readable.from(body);
  const whole = Buffer.from(await new Response(body).arrayBuffer());
  headers["content-length"] = String(Math.max(0, whole.length + effect.contentLengthError));
  return Readable.from([whole]);
}

function breaksBody(effect: FaultEffect): boolean {
  return [effect.resetAfterBytes, effect.truncateAfterBytes, effect.contentLengthError].some(
    (one) => one !== undefined,
  );
}

function compressed(body: Readable): Transform {
  const gzip = createGzip();
  body.on("error", (cause) => gzip.destroy(cause));
  return body.pipe(gzip);
}

async function writeBody(body: Readable, response: ServerResponse, effect: FaultEffect): Promise<void> {
  const limit = effect.resetAfterBytes ?? effect.truncateAfterBytes ?? Number.POSITIVE_INFINITY;
  let sent = 0;
  for await (const chunk of body) {
    const piece = Buffer.from(chunk as Uint8Array).subarray(0, limit - sent);
    sent += piece.length;
    if (piece.length > 0 && !response.write(piece)) await drained(response);
    if (response.destroyed || sent >= limit) break;
  }
  // The bytes must have left before the connection breaks, or the client never sees the half answer.
  if (effect.resetAfterBytes !== undefined) return void setTimeout(() => response.socket?.destroy(), 20);
  if (effect.contentLengthError !== undefined) return void response.end(() => response.socket?.end());
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.on("drain", settle).on("close", settle);
  });
}
