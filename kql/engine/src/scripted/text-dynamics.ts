import { plainString, printDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { commandLine } from "../text/command-line.ts";
import { csvRecord } from "../text/csv.ts";
import { xmlToDynamic } from "../text/xml.ts";
import { arrayOf, unproven } from "./arguments.ts";
import type { DynamicFunction, DynamicFunctions } from "./dynamic-functions.ts";

const JOINED: DynamicFunction = {
  returns: "string",
  arity: [2, 2],
  apply: ([list, delimiter]) => join(list ?? null, text(delimiter)),
};

/** Dynamic values from text, and text from them. */
export const TEXT_DYNAMICS: DynamicFunctions = {
  strcat_array: JOINED,
  array_strcat: JOINED,
  parse_csv: { returns: "dynamic", arity: [1, 1], apply: ([source]) => csvRecord(text(source)).map(plainString) },
  parse_xml: { returns: "dynamic", arity: [1, 1], apply: ([source]) => xmlToDynamic(text(source)) },
  parse_command_line: {
    returns: "dynamic",
    arity: [2, 2],
    apply: ([source, kind]) => {
      if (text(kind).toLowerCase() !== "windows") throw unproven("A command line that is not of Windows");
      return commandLine(text(source)).map(plainString);
    },
  },
};

function text(value: Dynamic | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw unproven("A value that is no string here");
  return value;
}

// A null gives no text (measured).
function join(list: Dynamic, delimiter: string): Dynamic {
  if (list === null) return "";
  const items = arrayOf(list);
  if (items === undefined) throw unproven("strcat_array() of what is no array");
  return items.map((item) => (item === null ? "" : printDynamic(item))).join(delimiter);
}
