import type { Clock } from "../clock.ts";
import { azureError } from "../http/errors.ts";
import type { Settings } from "../options.ts";

const WINDOW_MS = 30_000;

/** Lets a caller's queries in at the documented rate and concurrency, and refuses the rest with 429. */
export type QueryGate = {
  /** Waits for a slot; the result gives it back. Throws AzureError 429. */
  enter(caller: string): Promise<() => void>;
  counters(): { running: number; waiting: number; refused: number };
};

type Caller = { started: { real: number; clock: number }[]; running: number; waiting: (() => void)[] };

export function createQueryGate(settings: Settings, clock: Clock, real: () => number = Date.now): QueryGate {
  const callers = new Map<string, Caller>();
  const { limits } = settings;
  let refused = 0;
  // The code in the body is unverified.
  const refuse = (message: string): never => {
    refused += 1;
    const headers = { "retry-after": String(settings.behaviour.retryAfterSeconds) };
    throw azureError(429, { code: "ThrottledError", message }, headers);
  };
  return {
    async enter(name) {
      const caller = callers.get(name) ?? { started: [], running: 0, waiting: [] };
      callers.set(name, caller);
      // Either time ends the window: a frozen clock must not throttle for ever, an advanced one must not throttle at all.
      const now = { real: real(), clock: clock.nowMs() };
      caller.started = caller.started.filter(
        (at) => now.real - at.real < WINDOW_MS && now.clock - at.clock < WINDOW_MS,
      );
      if (caller.started.length >= limits.queryRequestsPer30Seconds) {
        refuse(`More than ${limits.queryRequestsPer30Seconds} requests in 30 seconds.`);
      }
      caller.started.push(now);
      if (caller.running >= limits.queryConcurrent) {
        if (caller.waiting.length >= limits.queryQueueLength) refuse("The queue of concurrent queries is full.");
        if (!(await slot(caller, limits.queryQueueMs)))
          refuse("The query waited too long for one of the concurrent queries to end.");
      } else caller.running += 1;
      return once(() => leave(caller));
    },
    counters() {
      const all = [...callers.values()];
      const sum = (count: (caller: Caller) => number): number =>
        all.reduce((total, caller) => total + count(caller), 0);
      return { running: sum((caller) => caller.running), waiting: sum((caller) => caller.waiting.length), refused };
    },
  };
}

/** A slot handed over by `leave` stays counted as running. */
function slot(caller: Caller, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const take = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      caller.waiting.splice(caller.waiting.indexOf(take), 1);
      resolve(false);
    }, timeoutMs);
    caller.waiting.push(take);
  });
}

function leave(caller: Caller): void {
  const next = caller.waiting.shift();
  if (next === undefined) caller.running -= 1;
  else next();
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
