import { createReadStream } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ArchiveBlobs, openDuckdbCodec } from "@logdoctor/agent/archive";
import {
  archiveTable,
  openJournal,
  type RetainContext,
  type RetainWorkspace,
  type StateBlobs,
  type Unit,
} from "@logdoctor/agent/archive/testing";
import { Ceiling, defaultWindowCaps, type Lease } from "@logdoctor/shared-policies";
import { aPolicy, testRun, testTenant } from "@logdoctor/shared-policies/testing";
import type { Prepared, PreparedWindow } from "./prepare.ts";
import { sampleColumns } from "./sample-rows.ts";

const firstHour = Date.parse("2026-06-01T00:00:00Z");
const hourMs = 3_600_000;

/** So many that two hours are never joined into one window. */
const hourBytes = 30_000_000;

/** The agent's own DuckDB settings; `compose.ts` has them. */
const codecSettings = { memoryLimit: "140MB", threads: 2 };

/** Archives the prepared windows, each `times` over, through the agent's own code. Returns rows and seconds. */
export async function archiveAll(prepared: Prepared, times: number): Promise<{ rows: number; seconds: number }> {
  const folder = join(prepared.folder, "archive");
  const temp = join(prepared.folder, "temp");
  await Promise.all([folder, temp].map((path) => mkdir(path, { recursive: true })));
  const windows = Array.from({ length: times }, () => prepared.windows).flat();
  const startedAt = performance.now();
  const codec = await openDuckdbCodec({ ...codecSettings, tempDirectory: temp });
  const context = await contextOf({ workspace: replay(windows), archive: diskBlobs(folder), codec, temp });
  const unit = unitOf();
  await archiveTable(context, unit);
  codec.close();
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all([folder, temp].map((path) => rm(path, { recursive: true })));
  const rows = unit.manifests.reduce((sum, manifest) => sum + manifest.rows, 0);
  const expected = windows.reduce((sum, { proof }) => sum + proof.rows, 0);
  if (rows !== expected) throw new Error(`${rows} of ${expected} rows were archived: ${unit.notes.join("; ")}`);
  return { rows, seconds };
}

type Parts = Pick<RetainContext, "workspace" | "archive" | "codec"> & { temp: string };

async function contextOf({ temp, ...parts }: Parts): Promise<RetainContext> {
  const lease: Lease = {
    runId: testRun,
    job: "retain",
    fence: 1,
    expiresAt: "2027-01-01T00:00:00.000Z",
    period: { from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
  } as Lease;
  let files = 0;
  return {
    ...parts,
    clock: { now: () => new Date(), sleep: () => Promise.resolve() },
    log: () => undefined,
    journal: await openJournal(memoryState(), lease, new Date()),
    permission: { renew: async () => [] },
    ceiling: Ceiling.parse({}),
    lease,
    tenantId: testTenant,
    workspaceId: "bench",
    caps: defaultWindowCaps,
    proofCaps: defaultWindowCaps,
    deadline: Number.POSITIVE_INFINITY,
    asOf: new Date(),
    tempFile: (extension) => join(temp, `${++files}.${extension}`),
    concurrency: 4,
  };
}

function unitOf(): Unit {
  const table = "AppServiceHTTPLogs";
  const policy = aPolicy({ id: "bench", tables: [table] });
  const days = { retentionInDays: 90, totalRetentionInDays: 90 };
  return {
    key: "bench",
    policy,
    facts: { table, plan: "Analytics", ...days, columns: sampleColumns },
    filters: [],
    selection: { table, columns: sampleColumns, filters: [] },
    cutoff: "2026-11-01T00:00:00.000Z",
    onTable: [{ policy, filters: [] }],
    manifests: [],
    committing: Promise.resolve(),
    heldBack: new Set(),
    notes: [],
    windows: { planned: 0, done: 0, failed: 0 },
  };
}

/** A workspace that plays answers from disk: each window is one hour that fills a query. */
function replay(windows: readonly PreparedWindow[]): RetainWorkspace {
  const at = (from: string): PreparedWindow => {
    const found = windows[(Date.parse(`${from.slice(0, 19)}Z`) - firstHour) / hourMs];
    if (found === undefined) throw new RangeError(`No window was prepared for ${from}`);
    return found;
  };
  const absent = (): never => {
    throw new Error("Archiving alone does not ask for this");
  };
  return {
    hours: async () =>
      windows.map(({ proof }, i) => ({
        hour: new Date(firstHour + i * hourMs).toISOString(),
        rows: proof.rows,
        bytes: hourBytes,
      })),
    proof: async (_, { from }) => at(from).proof,
    rows: async (_, { from }) => ({ body: createReadStream(at(from).answer), query: "AppServiceHTTPLogs" }),
    table: absent,
    dayProofs: absent,
    count: absent,
    setRetention: absent,
    remove: absent,
    operation: absent,
    inventory: absent,
  };
}

function diskBlobs(folder: string): ArchiveBlobs {
  const names = new Set<string>();
  return {
    async create(name, bytes) {
      if (names.has(name)) return "exists";
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes, { flag: "wx" });
      names.add(name);
      return "created";
    },
    read: async (name) =>
      names.has(name) ? { bytes: await readFile(join(folder, name)), etag: `"${name}"` } : undefined,
    list: async (prefix) => [...names].filter((name) => name.startsWith(prefix)).toSorted(),
  };
}

function memoryState(): StateBlobs {
  return {
    read: async () => undefined,
    write: async () => "etag",
    list: async () => [],
    remove: async () => undefined,
  };
}
