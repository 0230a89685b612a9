import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArchiveManifest } from "@logdoctor/shared-policies";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ArchiveBlobs } from "../jobs/retain/ports.ts";
import { type ArchivedHour, putArchived, putManifest } from "../testing/an-archive.ts";
import { type FakeContainer, fakeArchive } from "../testing/fake-blobs.ts";
import { processWith } from "../testing/faults.ts";
import type { ArchiveCodec } from "./codec.ts";
import { openDuckdbCodec } from "./duckdb-codec.ts";
import { manifestName } from "./names.ts";
import { verifyArchive } from "./verify-archive.ts";

const quiet = processWith([], async () => undefined);
let folder: string;
let codec: ArchiveCodec & { close(): void };
let container: FakeContainer;
let blobs: ArchiveBlobs;
let manifests: ArchiveManifest[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-verify-"));
  codec = await openDuckdbCodec({ memoryLimit: "200MB", threads: 1, tempDirectory: folder });
});
afterAll(async () => {
  codec.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  container = new Map();
  blobs = fakeArchive(container, quiet);
  manifests = [];
  for (const hour of ["07", "08", "09"]) manifests.push(await putArchived(blobs, codec, archived(hour)));
});

function archived(hour: string): ArchivedHour {
  const time = `2026-06-01T${hour}`;
  return {
    table: "SecurityEvent",
    from: `${time}:00:00.0000000Z`,
    to: `2026-06-01T${String(Number(hour) + 1).padStart(2, "0")}:00:00.0000000Z`,
    sequence: Number(hour) - 6,
    columns: [
      { name: "TimeGenerated", type: "datetime" },
      { name: "Message", type: "string" },
      { name: "Bytes", type: "long" },
    ],
    rows: Array.from({ length: 200 }, (_, i) => [
      `"${time}:30:00.${i}Z"`,
      JSON.stringify(`로그 ${i}`),
      `${2 ** 53}${i}`,
    ]),
  };
}

function fileOf(index: number): string {
  return manifests[index]?.blob.name ?? "";
}

function nameOf(index: number): string {
  return manifestName({ table: "SecurityEvent", policyId: "security", day: "2026-06-01", sequence: index + 1 });
}

/** Replaces a manifest as somebody with the right to write would. */
async function forge(index: number, change: Partial<ArchiveManifest>): Promise<void> {
  const manifest = manifests[index];
  if (manifest === undefined) throw new Error("no such manifest");
  container.delete(nameOf(index));
  await putManifest(blobs, { ...manifest, ...change });
}

async function faults() {
  const { parts, summary } = await verifyArchive(blobs, codec);
  const found = parts.filter(({ status }) => status !== "ok");
  expect(summary).toMatchObject({ ok: parts.length - found.length, faults: found.length });
  return found;
}

describe("verifyArchive", () => {
  test("finds every part of a sound archive ok, and says how far it is", async () => {
    const seen: string[] = [];
    const verdict = await verifyArchive(blobs, codec, {}, ({ done, total, part }) =>
      seen.push(`${done}/${total} ${part.status}`),
    );
    expect(verdict.parts).toEqual(manifests.map(({ blob }) => ({ blob: blob.name, status: "ok" })));
    expect(verdict.summary).toEqual({ ok: 3, faults: 0, orphans: 0 });
    expect(seen).toEqual(["1/3 ok", "2/3 ok", "3/3 ok"]);
  });

  test("finds any altered byte", async () => {
    const bytes = Uint8Array.from(container.get(fileOf(1))?.bytes ?? []);
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      const copy = Uint8Array.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      container.set(fileOf(1), { bytes: copy, etag: manifests[1]?.blob.etag ?? "" });
      expect(await faults()).toMatchObject([{ blob: fileOf(1), status: "changed" }]);
    }
  });

  test("finds a file that is cut short, written again, or gone", async () => {
    const cut = container.get(fileOf(0))?.bytes.subarray(0, 100) ?? new Uint8Array();
    container.set(fileOf(0), { bytes: cut, etag: manifests[0]?.blob.etag ?? "" });
    container.set(fileOf(1), { bytes: container.get(fileOf(1))?.bytes ?? cut, etag: '"again"' });
    container.delete(fileOf(2));
    expect(await faults()).toMatchObject([
      { blob: fileOf(0), status: "changed", detail: expect.stringContaining("100 bytes instead of") },
      { blob: fileOf(1), status: "changed", detail: expect.stringContaining("ETag") },
      { blob: fileOf(2), status: "missing" },
    ]);
  });

  test("finds a forged row count, hash, time or query by computing them again", async () => {
    const hash = { algorithm: "row-sha256-sum-v1" as const, limbs: ["1", "2", "3", "4"] };
    await forge(0, { rows: 201 });
    await forge(1, { contentHash: hash });
    await forge(2, { query: { text: "SecurityEvent", sha256: manifests[2]?.query.sha256 ?? "" } });
    const found = await faults();
    expect(found.map(({ status }) => status)).toEqual(["mismatch", "mismatch", "mismatch"]);
    expect(found.map(({ detail }) => detail)).toEqual([
      expect.stringContaining("rows: 201 and 200"),
      expect.stringContaining("content hash"),
      expect.stringContaining("query"),
    ]);
  });

  test("finds a file that is not Parquet though its manifest has its SHA-256", async () => {
    const text = Buffer.from("not a Parquet file");
    container.set(fileOf(1), { bytes: text, etag: '"own"' });
    const { createHash } = await import("node:crypto");
    const sha256 = createHash("sha256").update(text).digest("hex");
    await forge(1, { blob: { name: fileOf(1), etag: '"own"', sha256, length: text.length } });
    expect(await faults()).toMatchObject([{ blob: fileOf(1), status: "unreadable" }]);
  });

  test("finds a removed manifest by its number, and its file as an orphan", async () => {
    container.delete(nameOf(1));
    expect(await faults()).toMatchObject([{ blob: nameOf(1), status: "missing" }]);
    expect((await verifyArchive(blobs, codec)).orphans).toEqual([fileOf(1)]);
  });

  test("finds a manifest that is torn, moved, or names the file of another", async () => {
    container.set(nameOf(0), { bytes: Buffer.from("{"), etag: '"torn"' });
    const blob = manifests[1]?.blob;
    if (blob !== undefined) await forge(2, { blob });
    const moved = nameOf(1).replace("2026-06-01", "2026-06-02");
    container.set(moved, container.get(nameOf(1)) ?? { bytes: new Uint8Array(), etag: "" });
    const found = await faults();
    expect(found).toContainEqual(expect.objectContaining({ blob: nameOf(0), status: "unreadable" }));
    expect(found).toContainEqual(expect.objectContaining({ blob: fileOf(1), status: "mismatch" }));
    expect(found.some(({ detail }) => detail?.startsWith(moved) === true)).toBe(true);
  });

  test("tells orphans apart and does not count them as faults", async () => {
    const orphan = fileOf(0).replace("-001.parquet", "-002.parquet");
    container.set(orphan, { bytes: new Uint8Array(3), etag: '"o"' });
    const { orphans, summary } = await verifyArchive(blobs, codec);
    expect(orphans).toEqual([orphan]);
    expect(summary).toEqual({ ok: 3, faults: 0, orphans: 1 });
  });

  test("keeps to a range of time, but looks at the numbers of the whole day", async () => {
    container.delete(nameOf(0));
    container.delete(fileOf(2));
    const filter = { from: "2026-06-01T08:00:00Z", to: "2026-06-01T09:00:00Z" };
    const { parts, orphans } = await verifyArchive(blobs, codec, filter);
    expect(parts).toMatchObject([
      { blob: nameOf(0), status: "missing" },
      { blob: fileOf(1), status: "ok" },
    ]);
    expect(orphans).toEqual([]);
  });

  test("a blob that storage does not give is a fault of that part alone", async () => {
    const read: ArchiveBlobs["read"] = async (name) => {
      if (name === fileOf(1)) throw new Error("This operation is not permitted on an archived blob.");
      return blobs.read(name);
    };
    const { parts } = await verifyArchive({ ...blobs, read }, codec);
    expect(parts.map(({ status }) => status)).toEqual(["ok", "unreadable", "ok"]);
  });
});
