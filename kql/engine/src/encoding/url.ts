import { KqlError } from "../errors.ts";

// url_encode() prints as https://learn.microsoft.com/kusto/query/url-encode-function shows: lower-case digits, and + for
// a blank; what stays as it is, as in .NET's UrlEncode.
const KEPT = /[0-9A-Za-z\-_.!*()]/;

export function urlEncode(text: string, blank: string): string {
  let result = "";
  for (const char of text) result += char === " " ? blank : KEPT.test(char) ? char : percent(char);
  return result;
}

function percent(char: string): string {
  return [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** Throws KqlError where an escape is broken or is no UTF-8. */
export function urlDecode(text: string): string {
  const bytes = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(bytes);
  } catch (error) {
    if (error instanceof URIError) throw new KqlError("NotSupported", "A broken escape in a URL is not proven");
    throw error;
  }
}

export interface UrlParts {
  readonly scheme: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly fragment: string;
}

const URL_SHAPE =
  /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^:/?#@]*)(?::([^/?#@]*))?@)?(\[[0-9A-Fa-f:.]+\]|[^:/?#@[\]]*)(?::(\d*))?(\/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?$/s;

/** The parts of an absolute URL; undefined for other text. */
export function urlParts(text: string): UrlParts | undefined {
  const match = URL_SHAPE.exec(text);
  if (match === null) return undefined;
  const [, scheme = "", user = "", password = "", host = "", port = "", path = "", query = "", fragment = ""] = match;
  return { scheme, user, password, host, port, path, query: queryPairs(query), fragment };
}

/** `a=1&b=2`. Throws KqlError where it is not certain what a part means. */
export function queryPairs(query: string): [string, string][] {
  if (query === "") return [];
  const pairs = query.split("&").map((part): [string, string] => {
    const at = part.indexOf("=");
    if (at < 1) throw new KqlError("NotSupported", "A part of a query without a name and a value is not proven");
    return [part.slice(0, at), part.slice(at + 1)];
  });
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length)
    throw new KqlError("NotSupported", "A query with a name twice is not proven");
  if (/[%+;]/.test(query)) throw new KqlError("NotSupported", "Escapes in a query are not proven");
  return pairs;
}
