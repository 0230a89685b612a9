import { decodeDynamic, encodeDynamic } from "./codec.ts";
import { type Dynamic, isArray, TAG } from "./value.ts";

/**
 * What hll() and tdigest() give: the values themselves, behind a mark that is no JSON. So whatever looks into one is
 * refused, for what Kusto's own look like is not known here.
 */
const MARKS = { hll: `[${TAG}h`, tdigest: `[${TAG}t` } as const;
export type SketchKind = keyof typeof MARKS;

/** Stands between sketches where several are one text: JSON never holds it. */
export const SEPARATOR = "\u001e";

/** The values of a sketch; `undefined` for what is none. */
export function sketchValues(text: string, kind: SketchKind): readonly Dynamic[] | undefined {
  if (!text.startsWith(MARKS[kind])) return undefined;
  const values = decodeDynamic(text.slice(MARKS[kind].length));
  return isArray(values) ? values : undefined;
}

export function sketchOf(values: readonly Dynamic[], kind: SketchKind): string {
  return `${MARKS[kind]}${encodeDynamic(values)}`;
}

/** SQL of a sketch from SQL of the JSON array of its values. */
export function sketchSql(values: string, kind: SketchKind): string {
  return `('[' || chr(${TAG.charCodeAt(0)}) || '${MARKS[kind].slice(-1)}' || ${values})`;
}
