import { Worker } from "node:worker_threads";
import type { BenchOptions, BenchResult } from "./result.ts";
import type { FaultMessage, FaultReport, FaultWork } from "./retain-faults-worker.ts";

const threads = 2;
const noteEveryMs = 10_000;

/**
 * Plays random histories of faults over the whole Retain run, on two threads, each from a seed of its own that a failure
 * names. A promise that was broken makes the result not ok.
 */
export async function benchRetainFaults({ small, runs: wanted, note }: BenchOptions): Promise<BenchResult[]> {
  const runs = wanted ?? (small ? 4 : 20_000);
  const startedAt = performance.now();
  const shares = Array.from({ length: threads }, (_, i) => Math.floor((runs + i) / threads)).filter((n) => n > 0);
  const firstSeed = Date.now() % 2 ** 31;
  const soFar = shares.map(() => 0);
  const elapsed = (): number => (performance.now() - startedAt) / 1000;
  const noteNow = (): void => note(progressLine({ played: sum(soFar), runs, seconds: elapsed() }));
  const timer = setInterval(noteNow, noteEveryMs);
  const played = shares.map((share, i) =>
    inThread({ runs: share, seed: firstSeed + i }, (histories) => {
      soFar[i] = histories;
    }),
  );
  const reports = await Promise.all(played).finally(() => clearInterval(timer));
  const seconds = elapsed();
  noteNow();
  const failures = reports.flatMap(({ failure }) => failure ?? []);
  for (const failure of failures) note(failure);
  return [
    { name: "retain histories", value: sum(reports.map((report) => report.played)), unit: "histories" },
    { name: "retain histories, time", value: seconds, unit: "s" },
    { name: "retain promises broken", value: failures.length, unit: "", target: "none", ok: failures.length === 0 },
  ];
}

/** How far the histories are, how fast they are played, and how many minutes are left at that rate. */
export function progressLine(at: { played: number; runs: number; seconds: number }): string {
  const rate = at.played / at.seconds;
  const left = at.played === 0 ? "?" : ((at.runs - at.played) / rate / 60).toFixed(1);
  const count = `${at.played.toLocaleString("en")} of ${at.runs.toLocaleString("en")} histories`;
  return `${count}, ${rate.toFixed(1)} a second, ${left} minutes left`;
}

/** Plays histories in a thread of their own. A thread that dies without its report is an error. */
function inThread(workerData: FaultWork, onPlayed: (histories: number) => void): Promise<FaultReport> {
  const worker = new Worker(new URL("retain-faults-worker.ts", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on("message", (message: FaultMessage) => {
      if ("report" in message) resolve(message.report);
      else onPlayed(message.soFar);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`A thread of histories ended early with code ${code}`)));
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
