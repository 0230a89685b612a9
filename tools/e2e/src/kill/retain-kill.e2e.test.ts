import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stepPoints } from "./kill-points.ts";
import { type KillWorld, startKillWorld } from "./kill-world.ts";
import { playKill } from "./play-kill.ts";

const points = stepPoints();
/** Only for a machine that is busy with other things; ten seconds a kill are usual. */
const slowMachineMs = 240_000;

let directory: string;
let world: KillWorld;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "logdoctor-kill-"));
  world = await startKillWorld(directory, points.length);
});

afterAll(async () => {
  await world?.stop();
  await rm(directory, { recursive: true, force: true });
});

describe("an agent that is killed with SIGKILL", () => {
  // One after another: each kill puts the world's clock forward past the lease.
  test.each(points)(
    "$name: its successor loses nothing and does nothing twice",
    async (point) => {
      const { signal, report, broken } = await playKill(world, point);

      expect({ signal, broken }).toEqual({ signal: "SIGKILL", broken: [] });
      expect(report).toMatchObject({ status: "succeeded", fence: 2 });
    },
    slowMachineMs,
  );
});
