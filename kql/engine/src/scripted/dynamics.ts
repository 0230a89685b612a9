import { decodeDynamic, encodeDynamic, plainString, printDynamic } from "../dynamic/codec.ts";
import { dynamicFromText } from "../dynamic/from-text.ts";
import { elementAt, propertyOf, typeName } from "../dynamic/inspect.ts";
import { type Dynamic, isBag } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { DYNAMIC_FUNCTIONS } from "./dynamic-functions.ts";
import type { Cell, CellType, Scripted } from "./scripted.ts";

/** What is done with dynamic values beside the language's functions of the same name. */
const OWN: readonly Scripted[] = [
  own("kqljs_dynamic_print", ["VARCHAR"], (d) => (d === null ? null : printDynamic(read(d)))),
  own("kqljs_gettype", ["VARCHAR"], (d) => typeName(read(d))),
  own("kqljs_parse_json", ["VARCHAR"], (text) => cell(dynamicFromText(String(text ?? "")))),
  own("kqljs_reparse", ["VARCHAR"], (d) => {
    if (typeof read(d) === "string")
      throw new KqlError("NotSupported", "parse_json() of a dynamic string is not proven");
    return d;
  }),
  own("kqljs_dynamic_key", ["VARCHAR", "VARCHAR"], (d, key) => cell(propertyOf(read(d), String(key ?? "")))),
  own("kqljs_dynamic_at", ["VARCHAR", "BIGINT"], (d, index) =>
    cell(typeof index === "bigint" ? elementAt(read(d), index) : null),
  ),
  own("kqljs_bag_pack", ["VARCHAR", "VARCHAR"], (keys, values) => cell(packed(read(keys), read(values)))),
  own("kqljs_without_empty", ["VARCHAR"], (d) => {
    const bag = read(d);
    return cell(isBag(bag) ? new Map([...bag].filter(([, value]) => value !== null && value !== "")) : null);
  }),
];

export const DYNAMICS: readonly Scripted[] = [...OWN, ...Object.entries(DYNAMIC_FUNCTIONS).map(general)];

// Every function of the language takes the array of its arguments, so that one signature serves all.
function general([name, { returns, apply }]: [string, (typeof DYNAMIC_FUNCTIONS)[string]]): Scripted {
  const sqlType: Record<string, CellType> = {
    dynamic: "VARCHAR",
    string: "VARCHAR",
    long: "BIGINT",
    real: "DOUBLE",
    bool: "BOOLEAN",
  };
  return {
    name: `kqljs_${name}`,
    parameters: ["VARCHAR"],
    returns: sqlType[returns] ?? "VARCHAR",
    call: (text) => {
      const list = read(text);
      const result = apply(Array.isArray(list) ? list : []);
      if (returns === "dynamic") return cell(result);
      return typeof result === "object" ? null : result;
    },
  };
}

function own(name: string, parameters: readonly CellType[], call: Scripted["call"]): Scripted {
  return { name, parameters, returns: "VARCHAR", call };
}

function read(text: Cell | undefined): Dynamic {
  return typeof text === "string" ? decodeDynamic(text) : null;
}

function cell(value: Dynamic): Cell {
  return value === null ? null : encodeDynamic(value);
}

function packed(keys: Dynamic, values: Dynamic): Dynamic {
  const bag = new Map<string, Dynamic>();
  if (!Array.isArray(keys) || !Array.isArray(values)) return null;
  keys.forEach((key, i) => {
    const name = plainString(String(key));
    if (bag.has(name)) throw new KqlError("NotSupported", `A bag of twice the key ${name} is not proven`);
    bag.set(name, values[i] ?? null);
  });
  return bag;
}
