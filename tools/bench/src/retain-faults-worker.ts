import { parentPort, workerData } from "node:worker_threads";
import { histories, playHistory } from "@logdoctor/agent/testing";
import fc from "fast-check";

export interface FaultWork {
  readonly runs: number;
  readonly seed: number;
}

/** What the thread says: how many histories it has played so far, and in the end its report. */
export type FaultMessage = { readonly soFar: number } | { readonly report: FaultReport };

export interface FaultReport {
  readonly played: number;
  /** The smallest history that broke a promise, with the promises, and how to play it again. */
  readonly failure?: string;
}

async function play({ runs, seed }: FaultWork): Promise<FaultReport> {
  let played = 0;
  const property = fc.asyncProperty(histories, async (history) => {
    played += 1;
    parentPort?.postMessage({ soFar: played } satisfies FaultMessage);
    const broken = await playHistory(history);
    if (broken.length > 0) throw new Error(broken.join("; "));
  });
  const details = await fc.check(property, { numRuns: runs, seed });
  if (!details.failed) return { played };
  const [history] = details.counterexample ?? [];
  const reason = details.errorInstance instanceof Error ? details.errorInstance.message : "unknown";
  return { played, failure: `seed ${seed}, path ${details.counterexamplePath}: ${reason}\n${JSON.stringify(history)}` };
}

parentPort?.postMessage({ report: await play(workerData as FaultWork) } satisfies FaultMessage);
