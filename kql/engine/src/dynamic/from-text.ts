import { KqlError } from "../errors.ts";
import { plainString } from "./codec.ts";
import { JsonDoubt, JsonFault, readWhole } from "./json-reader.ts";
import type { Dynamic } from "./value.ts";

// What a lenient JSON reader might accept, and a strict one does not: whether Kusto's does is not proven.
const ALMOST_JSON = /^\s*(?:[[{]\s*(?:'|[A-Za-z_/]|[\s\S]*,\s*[\]}])|(?:true|false|null|[+-]?(?:nan|inf\w*))\s*$)/i;

/**
 * parse_json(): JSON text as what it says, other text as a string, the empty text as null.
 * https://learn.microsoft.com/kusto/query/parse-json-function
 */
export function dynamicFromText(text: string): Dynamic {
  if (text.trim() === "") return null;
  try {
    return readWhole({ text, at: 0, stringOf: plainString });
  } catch (error) {
    if (error instanceof JsonDoubt)
      throw new KqlError("NotSupported", `JSON whose meaning is not proven: ${error.message}`);
    if (!(error instanceof JsonFault)) throw error;
    if (ALMOST_JSON.test(text)) throw new KqlError("NotSupported", "Text that is almost JSON is not proven");
    return plainString(text);
  }
}
