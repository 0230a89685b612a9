import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchOptions, type BenchResult, judged, median } from "../result.ts";
import { bundledChild } from "./bundled-child.ts";
import type { Done } from "./child.ts";

const sizes = {
  full: { windows: 7, rows: 71_500, rounds: 5, times: 10 },
  small: { windows: 2, rows: 200, rounds: 1, times: 2 },
} as const;

/**
 * Rows a second through the agent's archive path, verification included, beside DuckDB's own single-threaded copy of the
 * same rows from JSON to Parquet; and the path's peak memory for half a million and for five million rows.
 */
export async function benchArchive({ small }: BenchOptions): Promise<BenchResult[]> {
  const { windows, rows, rounds, times } = small ? sizes.small : sizes.full;
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-bench-archive-"));
  const inChild = await bundledChild(folder);
  try {
    await inChild({ do: "prepare", folder, windows, rows });
    const copies: Done[] = [];
    const archives: Done[] = [];
    // Turn by turn, so that what else the machine does falls on both alike.
    for (let round = 0; round < rounds; round++) {
      copies.push(await inChild({ do: "copy", folder }));
      archives.push(await inChild({ do: "archive", folder, times: 1 }));
    }
    const large = await inChild({ do: "archive", folder, times });
    return [speed(archives, copies), work(archives, copies), ...memory(archives, large)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function speed(archives: readonly Done[], copies: readonly Done[]): BenchResult {
  const perSecond = ({ rows, seconds }: Done): number => rows / seconds;
  const ratios = archives.map(
    (one, i) => perSecond(one) / (copies[i] === undefined ? Number.NaN : perSecond(copies[i])),
  );
  const result = {
    name: "archive speed",
    value: median(archives.map(perSecond)),
    unit: "rows/s",
    baseline: median(copies.map(perSecond)),
    ratio: median(ratios),
  };
  return judged(result, { of: "ratio", least: 0.5 });
}

/** Processor time tells what a machine with one core would see; it counts starting the process, on both sides. */
function work(archives: readonly Done[], copies: readonly Done[]): BenchResult {
  const perSecond = ({ rows, cpuSeconds }: Done): number => rows / cpuSeconds;
  const [value, baseline] = [median(archives.map(perSecond)), median(copies.map(perSecond))];
  return { name: "archive work", value, unit: "rows/CPU s", baseline, ratio: value / baseline };
}

function memory(archives: readonly Done[], large: Done): BenchResult[] {
  const value = median(archives.map(({ peakMB }) => peakMB));
  const few = judged(
    { name: `archive memory, ${rowText(archives[0])}`, value, unit: "MB" },
    { of: "value", most: 350 },
  );
  const name = `archive memory, ${rowText(large)}`;
  const many = { name, value: large.peakMB, unit: "MB", baseline: value, ratio: large.peakMB / value };
  const within = judged(many, { of: "ratio", most: 1.15 });
  const below = judged(many, { of: "value", most: 350 });
  return [few, { ...within, target: `${below.target}, ${within.target}`, ok: within.ok === true && below.ok === true }];
}

function rowText(done: Done | undefined): string {
  return `${((done?.rows ?? 0) / 1e6).toFixed(1)} M rows`;
}
