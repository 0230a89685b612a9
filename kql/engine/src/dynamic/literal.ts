import { isoFromTicks } from "../ticks.ts";
import { plainString } from "./codec.ts";
import { type Cursor, JsonDoubt, JsonFault, matchAt, readWhole } from "./json-reader.ts";
import { spanText } from "./span-text.ts";
import type { Dynamic } from "./value.ts";

/** Reads the text between the brackets of other literals: ticks, or `undefined` for a text that is none. */
export interface LiteralReaders {
  readonly ticksOfDatetime: (text: string) => bigint | undefined;
  readonly ticksOfTimespan: (text: string) => bigint | undefined;
}

/** A literal is query text: it may have comments. */
const SPACE = /(?:\s|\/\/[^\n]*)*/y;
const CALL = /(datetime|date|timespan|time|guid|long|int|real|double|decimal|bool|boolean|dynamic)\s*\(([^()]*)\)/y;
const SPAN = /-?\d+(?:\.\d+)?(?:microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|ticks?|ms|d|h|m|s)\b/y;
const SINGLE = /'(?:[^'\\\n]|\\.)*'/y;
const VERBATIM = /@(?:"(?:[^"]|"")*"|'(?:[^']|'')*')/y;

/**
 * The body of a `dynamic(…)` literal: JSON with strings in single quotes and with Kusto's own literals as values.
 * Throws JsonFault or JsonDoubt. https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic#dynamic-literals
 */
export function dynamicOfLiteral(text: string, readers: LiteralReaders): Dynamic {
  return readWhole({ text, at: 0, stringOf: plainString, space: SPACE, word: (cursor) => wordAt(cursor, readers) });
}

function wordAt(cursor: Cursor, readers: LiteralReaders): Dynamic | undefined {
  const verbatim = matchAt(VERBATIM, cursor);
  if (verbatim !== undefined) {
    const mark = verbatim[1] ?? "";
    return plainString(verbatim.slice(2, -1).replaceAll(mark + mark, mark));
  }
  const quoted = matchAt(SINGLE, cursor);
  if (quoted !== undefined) return plainString(unescaped(quoted));
  const span = matchAt(SPAN, cursor);
  if (span !== undefined) return timespan(span, readers);
  const call = matchAt(CALL, cursor);
  if (call === undefined) return undefined;
  const [name = "", ...rest] = call.split("(");
  return typed(name.trim(), rest.join("(").slice(0, -1).trim(), readers);
}

function unescaped(quoted: string): string {
  const body = quoted.slice(1, -1);
  if (!body.includes("\\")) return body;
  const json = body.replaceAll(/\\'|"/g, (found) => (found === '"' ? '\\"' : "'")).replaceAll('\\\\"', '\\"');
  try {
    return String(JSON.parse(`"${json}"`));
  } catch (error) {
    if (error instanceof SyntaxError) throw new JsonDoubt(`The escapes of ${quoted} are not supported`);
    throw error;
  }
}

function timespan(text: string, readers: LiteralReaders): Dynamic {
  const ticks = readers.ticksOfTimespan(text);
  if (ticks === undefined) throw new JsonDoubt(`Not a timespan this engine reads: ${text}`);
  return { kind: "t", text: spanText(ticks) };
}

function typed(name: string, body: string, readers: LiteralReaders): Dynamic {
  if (body === "null") return null;
  const text = /^(["']).*\1$/s.test(body) ? body.slice(1, -1) : body;
  if (name === "timespan" || name === "time") return timespan(text, readers);
  if (name === "datetime" || name === "date") {
    const ticks = readers.ticksOfDatetime(text);
    if (ticks === undefined) throw new JsonDoubt(`Not a datetime this engine reads: ${body}`);
    return { kind: "d", text: isoFromTicks(ticks) };
  }
  if (name === "guid" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    return { kind: "g", text: text.toLowerCase() };
  if ((name === "long" || name === "int") && /^-?\d{1,18}$/.test(text)) return BigInt(text);
  if ((name === "real" || name === "double") && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (name.startsWith("bool") && /^(true|false)$/.test(text)) return text === "true";
  throw new JsonFault(`Not a literal this engine reads: ${name}(${body})`);
}
