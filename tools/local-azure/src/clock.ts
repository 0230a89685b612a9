import { ticksFromIso } from "@logdoctor/kql-engine";

const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;
const TICKS_PER_MS = 10_000n;

/** Runs with the machine, shifted by `advance`, until `set` freezes it. All times UTC. */
export type Clock = {
  /** Ticks of 100 ns since 0001-01-01. */
  now(): bigint;
  nowMs(): number;
  nowIso(): string;
  /** Freezes the clock at an ISO 8601 UTC time. Throws RangeError for anything else. */
  set(iso: string): void;
  /** Moves the clock; backwards is refused with RangeError, since retention has been applied already. */
  advance(ms: number): void;
  /** Back to the machine's own time. */
  reset(): void;
  frozen(): boolean;
};

/** A clock on `real` (default: the machine's), in ms since 1970. */
export function createClock(real: () => number = Date.now): Clock {
  let fixed: number | undefined;
  let offset = 0;
  const nowMs = (): number => fixed ?? real() + offset;
  return {
    nowMs,
    now: () => ticksFromMs(nowMs()),
    nowIso: () => new Date(nowMs()).toISOString(),
    set(iso) {
      fixed = msFromTicks(ticksFromIso(iso));
    },
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`A clock advances by 0 ms or more, not ${ms}`);
      if (fixed === undefined) offset += ms;
      else fixed += ms;
    },
    reset() {
      fixed = undefined;
      offset = 0;
    },
    frozen: () => fixed !== undefined,
  };
}

export function ticksFromMs(ms: number): bigint {
  return UNIX_EPOCH_TICKS + BigInt(Math.trunc(ms)) * TICKS_PER_MS;
}

export function msFromTicks(ticks: bigint): number {
  return Number((ticks - UNIX_EPOCH_TICKS) / TICKS_PER_MS);
}
