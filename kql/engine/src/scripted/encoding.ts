import { createHash } from "node:crypto";
import { gunzipSync, inflateSync } from "node:zlib";
import { decodeDynamic, plainString } from "../dynamic/codec.ts";
import { type Dynamic, isArray } from "../dynamic/value.ts";
import { pathParts } from "../encoding/path.ts";
import { domainFromPunycode, domainToPunycode, fromPunycode, toPunycode } from "../encoding/punycode.ts";
import { queryPairs, urlDecode, urlEncode, urlParts } from "../encoding/url.ts";
import { xxHash64 } from "../encoding/xxhash64.ts";
import { KqlError } from "../errors.ts";
import type { Scripted } from "./scripted.ts";
import { ofTexts } from "./text.ts";

/** Functions that write text another way, or take it apart. */
export const ENCODING: readonly Scripted[] = [
  ofTexts("kqljs_hash", 1, (text = "") => xxHash64(Buffer.from(text)), "BIGINT"),
  {
    name: "kqljs_hash_ticks",
    parameters: ["BIGINT"],
    returns: "BIGINT",
    call: (ticks) => (typeof ticks === "bigint" ? xxHash64(eightBytes(ticks)) : null),
  },
  ofTexts("kqljs_sha1", 1, (text = "") => createHash("sha1").update(text).digest("hex")),
  ofTexts("kqljs_url_encode", 2, (text = "", blank = "") => urlEncode(text, blank)),
  ofTexts("kqljs_url_decode", 1, (text = "") => urlDecode(text)),
  ofTexts("kqljs_base64_encode", 1, (text = "") => Buffer.from(text).toString("base64")),
  ofTexts("kqljs_base64_encode_array", 1, (json = "") => bytesOf(decodeDynamic(json))?.toString("base64") ?? ""),
  ofTexts("kqljs_base64_text", 1, (text = "") => utf8(decoded(text)) ?? ""),
  ofTexts("kqljs_base64_array", 1, (text = "") => {
    const bytes = decoded(text);
    return bytes === undefined ? null : JSON.stringify([...bytes]);
  }),
  ofTexts("kqljs_inflate", 2, (text = "", kind = "") => inflated(text, kind)),
  ofTexts("kqljs_code_points", 1, (text = "") => JSON.stringify([...text].map((char) => char.codePointAt(0)))),
  ofTexts("kqljs_text_of_codes", 1, (json = "") => textOfCodes(decodeDynamic(json))),
  ofTexts("kqljs_to_punycode", 1, (text = "") => toPunycode(text)),
  ofTexts("kqljs_from_punycode", 1, (text = "") => fromPunycode(text)),
  ofTexts("kqljs_domain_to_punycode", 1, (text = "") => domainToPunycode(text)),
  ofTexts("kqljs_domain_from_punycode", 1, (text = "") => domainFromPunycode(text)),
  ofTexts("kqljs_base64_guid", 1, (guid = "") => guidBytes(guid).toString("base64")),
  ofTexts("kqljs_unknown", 1, (what = "") => {
    throw new KqlError("NotSupported", what);
  }),
  ofTexts("kqljs_parse_url", 1, (text = "") => parsedUrl(text)),
  ofTexts("kqljs_parse_urlquery", 1, (text = "") => bag({ "Query Parameters": Object.fromEntries(pairsOf(text)) })),
  ofTexts("kqljs_parse_path", 1, (text = "") => bag(pathParts(text))),
  ofTexts("kqljs_parse_version", 1, (text = "") => versionNumber(text)),
];

function eightBytes(ticks: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(ticks);
  return bytes;
}

// The first three groups stand with their lowest byte first.
function guidBytes(guid: string): Buffer {
  const hex = guid.replaceAll("-", "");
  const bytes = Buffer.from(hex, "hex");
  return Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ]);
}

// Strict, as the documentation's example of a text without its padding shows.
function decoded(text: string): Buffer | undefined {
  if (/\s/.test(text)) throw new KqlError("NotSupported", "White space in base64 is not proven");
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? Buffer.from(text, "base64")
    : undefined;
}

function utf8(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

function bytesOf(value: Dynamic): Buffer | undefined {
  if (!isArray(value) || !value.every((byte) => typeof byte === "bigint" && byte >= 0n && byte < 256n))
    return undefined;
  return Buffer.from(value.map(Number));
}

const MAX_INFLATED = 16 * 1024 * 1024;

function inflated(text: string, kind: string): string {
  const bytes = decoded(text);
  if (bytes === undefined) return "";
  try {
    const inflate = kind === "gzip" ? gunzipSync : inflateSync;
    return utf8(inflate(bytes, { maxOutputLength: MAX_INFLATED })) ?? "";
  } catch (error) {
    throw new KqlError(
      "NotSupported",
      `A compressed text that cannot be read: ${error instanceof Error ? error.message : ""}`,
    );
  }
}

function textOfCodes(value: Dynamic): string {
  if (isArray(value)) return value.map(textOfCodes).join("");
  const valid =
    typeof value === "bigint" && value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
  if (!valid) throw new KqlError("NotSupported", "What is no character's number is not proven");
  return String.fromCodePoint(Number(value));
}

function bag(parts: Record<string, unknown>): string {
  return JSON.stringify(parts, (_, value) => (typeof value === "string" ? plainString(value) : value));
}

function pairsOf(query: string): readonly (readonly [string, string])[] {
  const pairs = queryPairs(query);
  // JavaScript moves such names to the front.
  if (pairs.some(([name]) => /^\d+$/.test(name) || name === "__proto__"))
    throw new KqlError("NotSupported", "A query with a number for a name is not supported");
  return pairs;
}

// https://learn.microsoft.com/kusto/query/parse-url-function
function parsedUrl(text: string): string {
  const url = urlParts(text);
  if (url === undefined) throw new KqlError("NotSupported", "What is no absolute URL is not proven");
  return bag({
    Scheme: url.scheme,
    Host: url.host,
    Port: url.port,
    Path: url.path,
    Username: url.user,
    Password: url.password,
    "Query Parameters": Object.fromEntries(url.query),
    Fragment: url.fragment,
  });
}

// https://learn.microsoft.com/kusto/query/parse-version-function: four parts of eight digits.
function versionNumber(text: string): string | null {
  const parts = text.split(".");
  if (parts.length > 4 || !parts.every((part) => /^\d{1,8}$/.test(part))) return null;
  return BigInt([0, 1, 2, 3].map((i) => (parts[i] ?? "").padStart(8, "0")).join("")).toString();
}
