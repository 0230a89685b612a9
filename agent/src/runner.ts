import { setTimeout as sleep } from "node:timers/promises";
import { composeAgent } from "./compose.ts";
import { agentConfig } from "./config.ts";
import type { Clock, Log } from "./deps.ts";
import { runOnce, type Tick } from "./run-once.ts";

export interface Agent {
  /** One turn of the timer. */
  tick(): Promise<Tick>;
}

export interface RunnerHost {
  readonly clock?: Clock;
  readonly log?: Log;
}

const systemClock: Clock = { now: () => new Date(), sleep: (ms) => sleep(ms) };

/** The agent without the Functions host: the same settings, the same `runOnce`; whoever calls `tick` is the timer. */
export function createAgent(env: Readonly<Record<string, string | undefined>>, host: RunnerHost = {}): Agent {
  const log: Log = host.log ?? (() => undefined);
  const deps = composeAgent(agentConfig(env), {
    clock: host.clock ?? systemClock,
    log,
    fetch: (request) => fetch(request),
  });
  return { tick: () => runOnce(deps) };
}
