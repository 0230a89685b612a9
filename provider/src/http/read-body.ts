import type { Context } from "hono";
import { AppError } from "./app-error.ts";
import { headerOf } from "./header-of.ts";

/**
 * The JSON body of a request. @throws AppError `unsupported-media-type`, `body-too-large`, or `invalid-request` for
 * text that is not JSON.
 */
export async function readJsonBody(c: Context, maxBytes: number): Promise<unknown> {
  const type = headerOf(c, "content-type");
  if (type === undefined || !/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError("unsupported-media-type", "Send the body as application/json.");
  }
  const text = await readText(c, maxBytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid-request", "The body is not valid JSON.", {
      errors: [{ pointer: "", detail: "The body is not valid JSON." }],
      cause: error,
    });
  }
}

async function readText(c: Context, maxBytes: number): Promise<string> {
  const declared = headerOf(c, "content-length");
  if (declared === undefined) return readStream(c.req.raw.body, maxBytes);
  // The HTTP parser holds the sender to the declared length, so that looking at it is enough.
  if (!/^\d+$/.test(declared) || Number(declared) > maxBytes) throw tooLarge(maxBytes);
  return c.req.raw.text();
}

async function readStream(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (stream === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("body-too-large", `The body may hold at most ${maxBytes} bytes.`);
}
