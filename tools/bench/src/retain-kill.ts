import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everyPoint, type KillPoint, type KillWorld, playKill, startKillWorld } from "@logdoctor/e2e/retain-kill";
import type { BenchOptions, BenchResult } from "./result.ts";

/** More than two kills for each write of a run, of which there are some thirty. */
const mostKills = 100;

/**
 * Kills a process of the agent with SIGKILL before and after every write of a Retain run, each time for a new customer, and
 * lets a successor finish. A promise that was broken makes the result not ok. `runs` limits how many kills there are.
 */
export async function benchRetainKill({ small, runs, note }: BenchOptions): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-bench-kill-"));
  const world = await startKillWorld(folder, mostKills + 1);
  const startedAt = performance.now();
  try {
    const calm = await playKill(world, undefined);
    for (const fault of calm.broken) note(`without a kill: ${fault}`);
    const points = everyPoint(calm.writes.length).slice(0, runs ?? (small ? 1 : mostKills));
    const { killed, broken } = await killAll(world, points, note);
    const seconds = (performance.now() - startedAt) / 1000;
    const failures = calm.broken.length + broken;
    return [
      { name: "retain kills", value: killed, unit: "kills" },
      { name: "retain kills, time", value: seconds, unit: "s" },
      { name: "retain kills, promises broken", value: failures, unit: "", target: "none", ok: failures === 0 },
    ];
  } finally {
    await world.stop();
    await rm(folder, { recursive: true });
  }
}

/** Two runs of the same rows may differ by a write or two, so a point near the end is not always reached. */
async function killAll(world: KillWorld, points: readonly KillPoint[], note: BenchOptions["note"]) {
  let killed = 0;
  let broken = 0;
  for (const [index, point] of points.entries()) {
    const played = await playKill(world, point);
    if (played.signal === "SIGKILL") killed += 1;
    broken += played.broken.length;
    for (const fault of played.broken) note(`killed ${point.name}: ${fault}`);
    note(`${index + 1} of ${points.length} kills: ${point.name}${played.signal === null ? ", not reached" : ""}`);
  }
  return { killed, broken };
}
