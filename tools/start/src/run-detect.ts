import type { LocalAzure } from "@logdoctor/local-azure";
import { cadenceMinutes } from "@logdoctor/shared-policies";
import type { Progress } from "./progress.ts";
import { type Runner, tickAll } from "./run-retain.ts";

/** Runners whose Detect has succeeded since the last time that it was asked to begin anew. */
export interface DetectWatch {
  begin(): void;
  seen(name: string): void;
  waiting(runners: readonly Runner[]): Runner[];
}

export function watchDetect(): DetectWatch {
  const names = new Set<string>();
  return {
    begin: () => names.clear(),
    seen: (name) => void names.add(name),
    waiting: (runners) => runners.filter(({ name }) => !names.has(name)),
  };
}

const attempts = 3;

/**
 * Ticks the agents whose Detect has not run since the attack. Where it is not due yet, the local Azure's clock is put
 * forward by one cadence. Throws when it never succeeds.
 */
export async function runDetect(
  azure: LocalAzure,
  of: { readonly runners: readonly Runner[]; readonly watch: DetectWatch },
  progress: Progress,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const waiting = of.watch.waiting(of.runners);
    if (waiting.length === 0) return;
    if (attempt > 0) {
      const minutes = cadenceMinutes.detect.default + 1;
      progress.step(`Detect is due in at most ${minutes} minutes: the local clock is put forward.`);
      azure.clock.advance(minutes * 60_000);
    }
    await tickAll(waiting, progress);
  }
  const names = of.watch.waiting(of.runners).map(({ name }) => name);
  if (names.length > 0) throw new Error(`Detect did not succeed in ${attempts} attempts: ${names.join(", ")}.`);
}
