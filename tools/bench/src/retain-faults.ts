import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { BenchOptions, BenchResult } from "./result.ts";
import type { FaultReport, FaultWork } from "./retain-faults-worker.ts";

const threads = 2;

/**
 * Plays random histories of faults over the whole Retain run, on two threads, each from a seed of its own that a failure
 * names. A promise that was broken makes the result not ok.
 */
export async function benchRetainFaults({ small, runs: wanted }: BenchOptions): Promise<BenchResult[]> {
  const runs = wanted ?? (small ? 4 : 20_000);
  const startedAt = performance.now();
  const shares = Array.from({ length: threads }, (_, i) => Math.floor((runs + i) / threads)).filter((n) => n > 0);
  const firstSeed = Date.now() % 2 ** 31;
  const reports = await Promise.all(shares.map((share, i) => inThread({ runs: share, seed: firstSeed + i })));
  const seconds = (performance.now() - startedAt) / 1000;
  const failures = reports.flatMap(({ failure }) => failure ?? []);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  const played = reports.reduce((sum, report) => sum + report.played, 0);
  return [
    { name: "retain histories", value: played, unit: "histories" },
    { name: "retain histories, time", value: seconds, unit: "s" },
    { name: "retain promises broken", value: failures.length, unit: "", target: "none", ok: failures.length === 0 },
  ];
}

async function inThread(workerData: FaultWork): Promise<FaultReport> {
  const worker = new Worker(new URL("retain-faults-worker.ts", import.meta.url), { workerData });
  const [report] = (await once(worker, "message")) as [FaultReport];
  return report;
}
