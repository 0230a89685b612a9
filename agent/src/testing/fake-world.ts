import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArchiveManifest, Ceiling, type RetentionPolicy, type TenantId } from "@logdoctor/shared-policies";
import { aLegalHold, aPolicy, testTenant } from "@logdoctor/shared-policies/testing";
import { isManifest } from "../archive/names.ts";
import type { Clock, Deps } from "../deps.ts";
import type { PreventWorkspace } from "../jobs/prevent/ports.ts";
import { emptyPrevention } from "./empty-prevention.ts";
import { type FakeContainer, fakeArchive, fakeState } from "./fake-blobs.ts";
import { fakeCodec, rowsInFile } from "./fake-codec.ts";
import { emptyFilterWorkspace, fakeCollectionRules } from "./fake-collection-rules.ts";
import { type FakeDetection, type FakeRequest, fakeDetection, fakePatterns } from "./fake-detection.ts";
import { type FakeProvider, fakeProviderClient } from "./fake-provider.ts";
import { type FakeAzure, type FakeRow, fakeColumns, fakeWorkspace } from "./fake-workspace.ts";
import { type Fault, processWith } from "./faults.ts";

const start = Date.parse("2026-11-01T00:30:00Z");
const tempDirectory = mkdtempSync(join(tmpdir(), "logdoctor-world-"));

/** A customer's tenant and a provider in memory, with a clock that moves only when told. */
export interface FakeWorld {
  readonly azure: FakeAzure;
  readonly archive: FakeContainer;
  readonly state: FakeContainer;
  readonly provider: FakeProvider;
  readonly clock: Clock & { advance(ms: number): void };
  /** Every row ever ingested, by id. */
  readonly ingested: Map<string, { table: string; row: FakeRow }>;
  /** Ids of removed rows, and how. */
  readonly removed: Map<string, string>;
  /** Promises that were broken, in words. */
  readonly broken: string[];
  ceiling: Ceiling;
  /** What the workspace's one table of requests holds, now or later. */
  requests: FakeRequest[];
  detection: FakeDetection;
  /** The workspace as Prevent reads it; empty until a test gives another. */
  prevention: PreventWorkspace;
  /** Minutes by which the agents' clock is wrong. */
  skewMs: number;
}

const policies: readonly RetentionPolicy[] = [
  aPolicy({ id: "security", tables: ["SecurityEvent"], shrinkMethod: "auto" }),
  aPolicy({
    id: "critical",
    logCategory: "Error",
    severity: "Critical",
    tables: ["AppTraces"],
    predicate: "Level >= 4",
    shrinkMethod: "deleteData",
  }),
  aPolicy({
    id: "noise",
    logCategory: "Debug",
    retentionClass: "C",
    tables: ["AppTraces"],
    predicate: "Level < 4",
    hotRetentionDays: 7,
    archiveEnabled: false,
    archiveRetentionDays: 0,
    shrinkMethod: "deleteData",
  }),
];

/** True when a policy of the world wants this row archived. */
export function mustBeArchived(table: string, row: FakeRow): boolean {
  return table === "SecurityEvent" || row.level >= 4;
}

export function fakeWorld(): FakeWorld {
  let now = start;
  const clock = {
    now: () => new Date(now),
    sleep: async (ms: number) => {
      now += ms;
    },
    advance: (ms: number) => {
      now += ms;
    },
  };
  const facts = (table: string) => ({
    table,
    plan: "Analytics" as const,
    retentionInDays: 90,
    totalRetentionInDays: 90,
    columns: fakeColumns,
  });
  const world: FakeWorld = {
    clock,
    archive: new Map(),
    state: new Map(),
    ingested: new Map(),
    removed: new Map(),
    broken: [],
    // The histories are Retain's; tests of the others switch them on.
    ceiling: Ceiling.parse({ jobsOff: ["detect", "prevent"] }),
    requests: [],
    detection: { exists: true, queries: 0, failures: [] },
    prevention: emptyPrevention,
    skewMs: 0,
    azure: {
      tables: new Map(["SecurityEvent", "AppTraces"].map((name) => [name, { facts: facts(name), rows: [] }])),
      now: clock.now,
      operations: new Map(),
      deleteCalls: [],
      rowCap: 6,
      proofCap: 20,
      onRemove: (table, rows, how) => watchRemoval(world, { table, rows, how }),
    },
    provider: {
      lease: undefined,
      detectLease: undefined,
      preventLease: undefined,
      jobsOff: [],
      holds: [],
      away: false,
      reports: new Map(),
      runs: 0,
      bundle: bundleAt(now),
    },
  };
  return world;
}

function bundleAt(now: number) {
  const issuedAt = new Date(now - 60_000).toISOString();
  const expiresAt = new Date(now + 3 * 86_400_000).toISOString();
  return {
    bundleVersion: 1,
    tenantId: testTenant,
    issuedAt,
    expiresAt,
    policies: { retain: [...policies] },
    legalHolds: [],
  };
}

/** A fresh process of the agent over the world, with its own faults. */
export function bootAgent(world: FakeWorld, instanceId: string, faults: readonly Fault[]): Deps {
  const process = processWith(faults, (what) => meanwhile(world, what, instanceId));
  const clock = { now: () => new Date(world.clock.now().getTime() + world.skewMs), sleep: world.clock.sleep };
  world.provider.bundle = { ...world.provider.bundle, ...bundleTimes(world) };
  return {
    clock,
    log: () => undefined,
    provider: fakeProviderClient(world.provider, process, world.clock.now),
    workspace: fakeWorkspace(world.azure, process),
    detection: fakeDetection(world, process),
    prevention: world.prevention,
    openRules: async () => (await import("../jobs/prevent/shipped-rules.ts")).shippedRules(),
    openPatterns: async () => fakePatterns,
    filtering: { rules: fakeCollectionRules({}), workspace: emptyFilterWorkspace, watchersOf: async () => [] },
    archive: fakeArchive(world.archive, process),
    state: fakeState(world.state, process),
    openCodec: async () => fakeCodec(),
    verifyBundle: async (jws) => JSON.parse(jws),
    newId: () => "id",
    settings: {
      tenantId: testTenant,
      workspaceId: "ws",
      workspaceResourceId: "/subscriptions/s",
      region: "koreacentral",
      agentVersion: "0.1.0",
      instanceId,
      enrolmentCode: undefined,
      ceiling: world.ceiling,
      timeBudgetMs: 20 * 60_000,
      tempDirectory,
      archiveTier: "cool",
    },
  };
}

/** Holds travel in the bundle, so a change of them is a new version. */
export function nextVersion(world: FakeWorld) {
  return { ...world.provider.bundle, bundleVersion: world.provider.bundle.bundleVersion + 1 };
}

function bundleTimes(world: FakeWorld) {
  const { issuedAt, expiresAt } = bundleAt(world.clock.now().getTime());
  return { issuedAt, expiresAt };
}

async function meanwhile(world: FakeWorld, what: string, by: string): Promise<void> {
  if (what === "late-row") ingest(world, "AppTraces", { ageHours: 400, level: 4, message: "late" });
  if (what === "hold")
    world.provider.holds.push(
      aLegalHold({ id: `hold-${world.provider.holds.length}`, tenantId: testTenant as TenantId }),
    );
  if (what === "other-instance") {
    // The first instance has stalled for so long that its lease ran out, and a second one takes over.
    world.clock.advance(45 * 60_000);
    const { runOnce } = await import("../run-once.ts");
    await runOnce(bootAgent(world, `${by}-other`, []));
  }
}

let rows = 0;

/** Adds a row of a given age. */
export function ingest(
  world: FakeWorld,
  table: string,
  row: { ageHours: number; level: number; message: string },
): void {
  rows += 1;
  const at = BigInt(Math.round(world.clock.now().getTime() - row.ageHours * 3_600_000)) * 10_000n;
  const stored: FakeRow = {
    id: `row-${rows}`,
    ticks: at + 621_355_968_000_000_000n + BigInt(rows % 7),
    level: row.level,
    message: row.message,
  };
  world.azure.tables.get(table)?.rows.push(stored);
  world.ingested.set(stored.id, { table, row: stored });
}

/** How often each row id stands in the archive, by the manifests and the bytes that are there now. */
export function archivedIds(world: FakeWorld): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, blob] of world.archive) {
    if (!isManifest(name)) continue;
    const manifest = ArchiveManifest.parse(JSON.parse(Buffer.from(blob.bytes).toString("utf8")));
    const file = world.archive.get(manifest.blob.name);
    for (const row of rowsInFile(Buffer.from(file?.bytes ?? []), fakeColumns)) {
      const id = JSON.parse(row[3] ?? '""') as string;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

function watchRemoval(world: FakeWorld, step: { table: string; rows: readonly FakeRow[]; how: string }): void {
  const archived = archivedIds(world);
  const held = world.provider.holds.some((hold) => hold.releasedAt === undefined);
  if (held && step.rows.length > 0) world.broken.push(`${step.how} on ${step.table} under a legal hold`);
  if (world.provider.away) world.broken.push(`${step.how} on ${step.table} while the provider is away`);
  if (world.ceiling.dryRunOnly) world.broken.push(`${step.how} on ${step.table} in dry-run-only mode`);
  if (world.ceiling.protectedTables.includes(step.table))
    world.broken.push(`${step.how} on the protected ${step.table}`);
  if (step.rows.length > world.ceiling.maxRowsDeletedPerRun) world.broken.push(`${step.how} beyond the row limit`);
  for (const row of step.rows) {
    world.removed.set(row.id, step.how);
    if (mustBeArchived(step.table, row) && !archived.has(row.id))
      world.broken.push(`${row.id} removed by ${step.how} but not archived`);
    const days = mustBeArchived(step.table, row) ? 14 : 7;
    const age = Number(BigInt(world.clock.now().getTime()) * 10_000n + 621_355_968_000_000_000n - row.ticks) / 864e9;
    if (age < days) world.broken.push(`${row.id} removed at ${age.toFixed(1)} days`);
  }
}
