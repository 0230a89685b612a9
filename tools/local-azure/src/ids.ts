import { createHash, randomUUID } from "node:crypto";

/** Makes GUIDs: random ones, or with a seed the same sequence every time. */
export type IdSource = () => string;

export function createIdSource(seed?: string): IdSource {
  if (seed === undefined) return randomUUID;
  let count = 0;
  return () => guidFrom(`${seed}/${++count}`);
}

/** The same GUID for the same text: version 4 in shape, so that every client accepts it. */
export function guidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Numbers in [0, 1) that repeat for a seed (mulberry32): fault injection by probability must be replayable. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
