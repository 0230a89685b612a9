import { describe, expect, test } from "vitest";
import { runOnce } from "../run-once.ts";
import { fakeArchive } from "../testing/fake-blobs.ts";
import { bootAgent, fakeWorld, ingest } from "../testing/fake-world.ts";
import { processWith } from "../testing/faults.ts";
import { listArchive } from "./list-archive.ts";

const quiet = processWith([], async () => undefined);

async function archivedWorld() {
  const world = fakeWorld();
  for (const ageHours of [395, 400, 500]) ingest(world, "SecurityEvent", { ageHours, level: 1, message: "logon" });
  ingest(world, "AppTraces", { ageHours: 400, level: 4, message: "failed" });
  await runOnce(bootAgent(world, "one", []));
  return { world, blobs: fakeArchive(world.archive, quiet) };
}

describe("listArchive", () => {
  test("tells of every part what its manifest says, by table and time", async () => {
    const { blobs, world } = await archivedWorld();
    const { parts, summary, broken } = await listArchive(blobs);
    expect(broken).toEqual([]);
    expect(parts.map(({ table, rows }) => [table, rows])).toEqual([
      ["AppTraces", 1],
      ["SecurityEvent", 1],
      ["SecurityEvent", 2],
    ]);
    expect(parts.map(({ from }) => from).slice(1)).toEqual(
      parts
        .map(({ from }) => from)
        .slice(1)
        .toSorted(),
    );
    const bytes = parts.reduce((sum, { blob }) => sum + (world.archive.get(blob)?.bytes.length ?? 0), 0);
    expect(summary).toEqual({ tables: 2, parts: 3, rows: 4, bytes });
    expect(parts[0]).toMatchObject({
      policyId: "critical",
      class: "A",
      contentHash: { algorithm: "row-sha256-sum-v1" },
    });
  });

  test("keeps to a table and to a range of time, half open", async () => {
    const { blobs } = await archivedWorld();
    expect((await listArchive(blobs, { table: "AppTraces" })).summary.parts).toBe(1);
    expect((await listArchive(blobs, { table: "App" })).summary.parts).toBe(0);
    const [, early, late] = (await listArchive(blobs)).parts;
    const until = await listArchive(blobs, { table: "SecurityEvent", to: late?.from ?? "" });
    expect(until.parts).toEqual([early]);
    const after = await listArchive(blobs, { table: "SecurityEvent", from: early?.to ?? "" });
    expect(after.parts).toEqual([late]);
  });

  test("tells a broken manifest apart and goes on", async () => {
    const { blobs, world } = await archivedWorld();
    const good = (await listArchive(blobs)).summary.parts;
    const torn = "table=AppTraces/date=2026-10-01/critical-000001.manifest.json";
    const noMonth = "table=AppTraces/date=2026-10-02/critical-000001.manifest.json";
    const [name] = [...world.archive.keys()].filter((key) => key.endsWith(".manifest.json"));
    const text = Buffer.from(world.archive.get(name ?? "")?.bytes ?? []).toString("utf8");
    world.archive.set(torn, { bytes: Buffer.from('{"formatVersion":1'), etag: '"x"' });
    const forged = text.replace(/"from":"2026-\d\d/, '"from":"2026-13');
    world.archive.set(noMonth, { bytes: Buffer.from(forged), etag: '"y"' });
    const { broken, summary } = await listArchive(blobs);
    expect(broken.map(({ blob }) => blob)).toEqual([torn, noMonth]);
    expect(summary.parts).toBe(good);
  });

  test("an empty archive is an empty list", async () => {
    const { parts, summary } = await listArchive(fakeArchive(new Map(), quiet));
    expect({ parts, summary }).toEqual({ parts: [], summary: { tables: 0, parts: 0, rows: 0, bytes: 0 } });
  });
});
