/** Lets asynchronous steps of many parties happen in an order that chance decides: one at a time, each to its end. */
export interface Interleaver {
  /** Waits for its turn, then runs. Steps of a party that died never do. */
  readonly step: <T>(party: string, run: () => Promise<T>) => Promise<T>;
  /** What the party was about to do never happens, and nothing after it. */
  readonly kill: (party: string) => void;
  /** Runs until all parties that live have finished. */
  readonly play: (parties: Readonly<Record<string, () => Promise<void>>>) => Promise<void>;
}

interface Waiting {
  readonly party: string;
  readonly go: () => Promise<void>;
}

// A party that computes between two steps is given so many turns of the event loop.
const patience = 400;

/** @param between Runs before each step. */
export function interleaver(random: () => number, between: () => void): Interleaver {
  const waiting: Waiting[] = [];
  const dead = new Set<string>();
  return {
    step: (party, run) =>
      new Promise((resolve, reject) => {
        waiting.push({ party, go: () => run().then(resolve, reject) });
      }),
    kill: (party) => void dead.add(party),
    async play(parties) {
      const live = new Set(Object.keys(parties));
      const failures: unknown[] = [];
      for (const [party, act] of Object.entries(parties)) {
        act()
          .catch((error: unknown) => failures.push(error))
          .finally(() => live.delete(party));
      }
      for (let idle = 0; [...live].some((party) => !dead.has(party)) && idle < patience; ) {
        await new Promise((resolve) => setImmediate(resolve));
        const able = waiting.filter(({ party }) => !dead.has(party));
        const next = able[Math.floor(random() * able.length)];
        idle = next === undefined ? idle + 1 : 0;
        if (next === undefined) continue;
        waiting.splice(waiting.indexOf(next), 1);
        between();
        await next.go();
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Numbers from 0 to 1 that a seed makes repeatable. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
