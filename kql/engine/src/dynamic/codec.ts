import { KqlError } from "../errors.ts";
import { JsonDoubt, JsonFault, readWhole } from "./json-reader.ts";
import { type Dynamic, isArray, isBag, isTagged, TAG, type TagKind } from "./value.ts";

/** Reads the engine's text of a dynamic (README, "Representations"). Throws a KqlError for text that is not one. */
export function decodeDynamic(text: string): Dynamic {
  if (text.startsWith(`[${TAG}`))
    throw new KqlError("NotSupported", "What hll() and tdigest() give is not known, only what is read from it");
  try {
    return readWhole({ text, at: 0, stringOf: scalarOf });
  } catch (error) {
    if (error instanceof JsonFault || error instanceof JsonDoubt)
      throw new KqlError("NotSupported", `A dynamic that is not JSON: ${error.message}`);
    throw error;
  }
}

/** The engine's text of a dynamic: compact JSON, one way only to write each value. A null at the top is SQL's NULL, not this. */
export function encodeDynamic(value: Dynamic): string {
  return write(value, (tagged) => JSON.stringify(tagged));
}

/** What tostring() and the query API print: without the engine's own tags; a string as it is. */
export function printDynamic(value: Dynamic): string {
  if (typeof value === "string") return value;
  if (isTagged(value)) return value.text;
  return write(value, (tagged) => JSON.stringify(tagged.replace(/^\uFDD0./, "")));
}

/** The JSON number of a real, with a point or an exponent; `undefined` when it has none. */
function realText(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Text from outside as a dynamic string. */
export function plainString(text: string): string {
  if (text.startsWith(TAG)) throw new KqlError("NotSupported", "A text that begins with U+FDD0 is not supported");
  return text;
}

function write(value: Dynamic, special: (text: string) => string): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return realText(value) ?? special(`${TAG}r${value}`);
  if (typeof value !== "object") return String(value);
  if (isArray(value)) return `[${value.map((item) => write(item, special)).join(",")}]`;
  if (!isBag(value)) return special(`${TAG}${value.kind}${value.text}`);
  return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${write(item, special)}`).join(",")}}`;
}

const KINDS: Readonly<Record<string, TagKind>> = { d: "d", t: "t", g: "g", m: "m" };

function scalarOf(text: string): Dynamic {
  if (!text.startsWith(TAG)) return text;
  const letter = text[1] ?? "";
  const rest = text.slice(2);
  if (letter === "r") return Number(rest);
  const kind = KINDS[letter];
  if (kind === undefined) throw new KqlError("NotSupported", "A text that begins with U+FDD0 is not supported");
  return { kind, text: rest };
}
