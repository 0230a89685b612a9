import { decodeDynamic, encodeDynamic } from "../dynamic/codec.ts";
import { schemaOf } from "../dynamic/schema.ts";
import { SEPARATOR, type SketchKind, sketchOf, sketchValues } from "../dynamic/sketch.ts";
import { type Dynamic, isArray } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import type { Scripted } from "./scripted.ts";
import { ofTexts } from "./text.ts";

/** Functions of what hll() and tdigest() give; null of null. */
export const SKETCHES: readonly Scripted[] = [
  ofTexts("kqljs_hll_merge", 1, (all = "") => sketchOf([...distinct(all).values()], "hll")),
  ofTexts("kqljs_hll_count", 1, (text = "") => BigInt(read(text, "hll").length), "BIGINT"),
  ofTexts("kqljs_hll_common", 1, (all = "") => BigInt(common(all)), "BIGINT"),
  ofTexts("kqljs_tdigest_merge", 1, (all = "") =>
    sketchOf(
      all
        .split(SEPARATOR)
        .flatMap((text) => numbersOf(text))
        .sort((a, b) => (a < b ? -1 : 1)),
      "tdigest",
    ),
  ),
  {
    name: "kqljs_tdigest_percentile",
    parameters: ["VARCHAR", "DOUBLE"],
    returns: "VARCHAR",
    call: (text, rank) => {
      if (text === null || rank === null) return null;
      const values = numbersOf(String(text));
      if (!(Number(rank) >= 0 && Number(rank) <= 100))
        throw new KqlError("NotSupported", "A percentile beyond 0 to 100 is not proven");
      const place = Math.max(Math.ceil((values.length * Number(rank)) / 100) - 1, 0);
      return encodeDynamic(values[place] ?? null);
    },
  },
  {
    name: "kqljs_tdigest_rank",
    parameters: ["VARCHAR", "DOUBLE"],
    returns: "DOUBLE",
    call: (text, value) =>
      text === null || value === null ? null : numbersOf(String(text)).filter((item) => item <= Number(value)).length,
  },
  ofTexts("kqljs_schema", 1, (list = "") => {
    const values = decodeDynamic(list);
    const schema = isArray(values) ? schemaOf(values) : undefined;
    if (schema === undefined) throw new KqlError("NotSupported", "The schema of these values is not documented");
    return encodeDynamic(schema);
  }),
];

function read(text: string, kind: SketchKind): readonly Dynamic[] {
  const values = sketchValues(text, kind);
  if (values === undefined) throw new KqlError("NotSupported", `What no ${kind}() has made is not supported here`);
  return values;
}

function distinct(all: string): Map<string, Dynamic> {
  const found = new Map<string, Dynamic>();
  for (const text of all.split(SEPARATOR))
    for (const value of read(text, "hll")) found.set(encodeDynamic(value), value);
  return found;
}

function common(all: string): number {
  const [first = [], ...others] = all.split(SEPARATOR).map((text) => read(text, "hll").map(encodeDynamic));
  const sets = others.map((values) => new Set(values));
  return first.filter((value) => sets.every((set) => set.has(value))).length;
}

function numbersOf(text: string): (bigint | number)[] {
  return read(text, "tdigest").map((value) => {
    if (typeof value !== "bigint" && (typeof value !== "number" || Number.isNaN(value)))
      throw new KqlError("NotSupported", "A tdigest() of what is no number is not proven");
    return value;
  });
}
