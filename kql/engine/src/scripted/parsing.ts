import { KqlError } from "../errors.ts";
import { type KeyValueOptions, keyValues } from "../parsing/key-values.ts";
import { RegexError } from "../regex/nodes.ts";
import type { Cell, Scripted } from "./scripted.ts";

/** parse-kv: a JSON array with a text or null for each key; the options are JSON of KeyValueOptions. */
export const PARSING: readonly Scripted[] = [
  { name: "kqljs_key_values", parameters: ["VARCHAR", "VARCHAR"], returns: "VARCHAR", call: found },
];

let known: { readonly text: string; readonly options: KeyValueOptions } | undefined;

function found(text: Cell, given: Cell): string {
  const wanted = String(given);
  if (known?.text !== wanted) known = { text: wanted, options: JSON.parse(wanted) as KeyValueOptions };
  try {
    return JSON.stringify(keyValues(String(text ?? ""), known.options).map((value) => value ?? null));
  } catch (error) {
    if (error instanceof RegexError)
      throw new KqlError("NotSupported", `The regular expression of parse-kv: ${error.message}`);
    throw error;
  }
}
