import { createHash } from "node:crypto";

/** A repeatable source of chance: the same seed text gives the same values on every machine. */
export interface Random {
  /** From 0 to just below 1, with 32 bits. */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
  chance(probability: number): boolean;
  hex(digits: number): string;
  guid(): string;
  /** Long-tailed positive number around `median`, as durations are. */
  longTail(median: number): number;
}

export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const hex = (digits: number): string => {
    let text = "";
    while (text.length < digits)
      text += Math.floor(next() * 2 ** 32)
        .toString(16)
        .padStart(8, "0");
    return text.slice(0, digits);
  };
  return {
    next,
    int,
    hex,
    pick: (items) => at(items, int(0, items.length - 1)),
    chance: (probability) => next() < probability,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[int(0, 3)]}${hex(3)}-${hex(12)}`,
    longTail: (median) => median * Math.exp(1.1 * (next() + next() + next() - 1.5) * 2),
  };
}

/** The item at `index`, or RangeError: a list that is empty is a mistake in the tables. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} in a list of ${items.length}`);
  return item;
}

/** Small Fast Counter (Doty-Humphrey), 32 bits, seeded with 128 bits of a hash. */
function sfc32(seed: string): () => number {
  const words = new Uint32Array(createHash("sha256").update(seed).digest().buffer.slice(0, 16));
  let [a = 0, b = 0, c = 0, counter = 0] = words;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}
