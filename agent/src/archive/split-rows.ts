import { type FileHandle, open } from "node:fs/promises";
import { KqlType } from "@logdoctor/shared-policies";
import { z } from "zod";
import type { RowColumn, RowsFile } from "./rows.ts";

/** The query API's answer could not be taken as complete. `kind` says what to do about it. */
export class QueryBodyError extends Error {
  readonly kind: "torn" | "partial" | "malformed";

  constructor(kind: "torn" | "partial" | "malformed", message: string) {
    super(message);
    this.name = "QueryBodyError";
    this.kind = kind;
  }
}

const Envelope = z.object({
  tables: z
    .array(z.object({ columns: z.array(z.object({ name: z.string(), type: z.string() })), rows: z.array(z.unknown()) }))
    .min(1),
  error: z.object({ code: z.string(), message: z.string().optional() }).optional(),
});

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;
const newline = 0x0a;
const space = 0x20;
const maxHead = 1 << 20;

/**
 * Writes the rows of a streamed query answer to `path`, one JSON array a line, without parsing values: a long beyond
 * 2^53 or a seventh fractional digit passes through untouched, and memory does not grow with the answer.
 *
 * @throws QueryBodyError `partial` when Azure cut the result (HTTP 200 with an `error` member), `torn` when the body
 * ended early, `malformed` when it is not the documented shape.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format
 */
export async function splitRows(body: AsyncIterable<Uint8Array>, path: string): Promise<RowsFile> {
  const file = await open(path, "w");
  const scanner = createScanner();
  const buffer = rowBuffer(file);
  try {
    for await (const chunk of body) {
      for (const piece of pieces(chunk)) {
        const rows = scanner.push(await buffer.copyOf(piece));
        if (rows !== undefined) await buffer.keep(rows);
      }
    }
    await buffer.flush();
  } finally {
    buffer.release();
    await file.close();
  }
  const { envelope, rows } = scanner.end();
  return { path, columns: columnsOf(envelope), rows };
}

const bufferBytes = 1 << 20;
/** Buffers at rest, as many as there were answers at once: a new one for each small window costs more than its rows. */
const spare: Uint8Array<ArrayBuffer>[] = [];

/**
 * Copies an answer's chunks into one buffer, where rows may be cut in place, and writes what is kept of it when it is full:
 * a buffer for each chunk would grow the process until the garbage collector comes.
 */
function rowBuffer(file: FileHandle) {
  const buffer = spare.pop() ?? new Uint8Array(bufferBytes);
  let used = 0;
  const flush = async (): Promise<void> => {
    if (used > 0) await file.appendFile(buffer.subarray(0, used));
    used = 0;
  };
  return {
    flush,
    /** Ends its use. Nothing may be read from copies any more. */
    release: () => spare.push(buffer),
    /** A copy of a chunk of at most `bufferBytes`, at the end of the buffer. */
    async copyOf(chunk: Uint8Array): Promise<Uint8Array> {
      if (used + chunk.length > buffer.length) await flush();
      buffer.set(chunk, used);
      return buffer.subarray(used, used + chunk.length);
    },
    /** Keeps what `push` gave of the last copy; the rows that came with the head are in a buffer of their own. */
    async keep(rows: Uint8Array): Promise<void> {
      if (rows.buffer === buffer.buffer) used += rows.length;
      else await file.appendFile(rows);
    },
  };
}

function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < chunk.length; from += bufferBytes) yield chunk.subarray(from, from + bufferBytes);
}

function columnsOf(envelope: z.infer<typeof Envelope>): RowColumn[] {
  if (envelope.error !== undefined) {
    throw new QueryBodyError(
      "partial",
      `${envelope.error.code}: ${envelope.error.message ?? "the result is incomplete"}`,
    );
  }
  return (envelope.tables[0]?.columns ?? []).map(({ name, type }) => {
    const known = KqlType.safeParse(type === "boolean" ? "bool" : type);
    if (!known.success) throw new QueryBodyError("malformed", `column ${name} has the unknown type "${type}"`);
    return { name, type: known.data };
  });
}

interface Scanner {
  /** Takes a chunk, to be changed in place, and gives the bytes of rows in it, separated by newlines. */
  push(chunk: Uint8Array): Uint8Array | undefined;
  end(): { envelope: z.infer<typeof Envelope>; rows: number };
}

function createScanner(): Scanner {
  let head = "";
  let tail: Uint8Array[] | undefined;
  const body = createRowScanner();
  let inRows = false;
  const scan = (bytes: Uint8Array): Uint8Array => {
    const end = body.scan(bytes);
    if (end < 0) return bytes;
    tail = [bytes.slice(end)];
    return bytes.subarray(0, end);
  };
  return {
    push(chunk) {
      if (tail !== undefined) {
        tail.push(chunk.slice());
        return undefined;
      }
      if (inRows) return scan(chunk);
      head += Buffer.from(chunk).toString("latin1");
      const start = /"rows"\s*:\s*\[/.exec(head);
      if (start === null && head.length > maxHead) throw new QueryBodyError("malformed", 'no "rows" in the answer');
      if (start === null) return undefined;
      inRows = true;
      const rest = Buffer.from(head.slice(start.index + start[0].length), "latin1");
      head = head.slice(0, start.index + start[0].length);
      return scan(rest);
    },
    end() {
      if (tail === undefined) throw new QueryBodyError("torn", "the answer ended before its last row");
      const text = Buffer.concat([Buffer.from(head, "latin1"), ...tail]).toString("utf8");
      return { envelope: parseEnvelope(text), rows: body.rows() };
    },
  };
}

function parseEnvelope(text: string): z.infer<typeof Envelope> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new QueryBodyError("torn", "the answer ended after its rows, before its end");
  }
  const parsed = Envelope.safeParse(value);
  if (!parsed.success) throw new QueryBodyError("malformed", "the answer is not a query result");
  return parsed.data;
}

/** Finds row borders in place: the comma between two rows becomes a newline, other line ends become spaces. */
function createRowScanner() {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let rows = 0;

  /** Offset after the string that the chunk begins or goes on with, or its length when the string goes on beyond it. */
  const skipString = (bytes: Uint8Array, from: number): number => {
    const end = bytes.length;
    let i = escaped ? from + 1 : from;
    for (; i < end; i++) {
      const byte = bytes[i];
      if (byte === quote) break;
      if (byte === backslash) i++;
    }
    // A backslash that is the chunk's last byte has moved the offset beyond its end.
    escaped = i > end;
    inString = i >= end;
    return i + 1;
  };

  /** Offset of the bracket that closes the rows, or -1 when the chunk ended before it. */
  const scan = (bytes: Uint8Array): number => {
    const end = bytes.length;
    if (end === 0) return -1;
    let i = inString ? skipString(bytes, 0) : 0;
    while (i < end) {
      const byte = bytes[i];
      if (byte === quote) {
        i = skipString(bytes, i + 1);
        continue;
      }
      if (byte === openBracket || byte === openBrace) depth++;
      else if (byte === closeBracket || byte === closeBrace) {
        if (depth === 0) return i;
        depth--;
        if (depth === 0) rows++;
      } else if (byte === comma && depth === 0) bytes[i] = newline;
      else if (byte === newline || byte === 0x0d) bytes[i] = space;
      i++;
    }
    return -1;
  };

  return { scan, rows: () => rows };
}
