import type { LocalAzure } from "@logdoctor/local-azure";
import {
  lateRows,
  type SampleTableName,
  sampleAttack,
  sampleNoise,
  sampleQueries,
  sampleRows,
  sampleTables,
  sampleUse,
} from "@logdoctor/sample-data";
import type { Progress } from "../progress.ts";
import type { Company } from "./companies.ts";
import { noteSurvivors, onlySurvivors, survivors } from "./surviving-rows.ts";
import type { WorldFile } from "./world-file.ts";

export interface SampleTarget {
  readonly azure: LocalAzure;
  readonly company: Company;
  readonly directory: string;
  readonly world: WorldFile;
}

const countEvery = 2_000;
const settledMs = 15 * 60_000;

/** Loads a company's sample rows, without those that an earlier start has removed. Returns how many. */
export async function loadSample(target: SampleTarget, progress: Progress): Promise<number> {
  const { company, world } = target;
  const { key, name } = company.tenant;
  const tables = sampleTables({ tenant: key, scale: world.scale });
  const expected = tables.reduce((sum, { rows }) => sum + rows, 0);
  let loaded = 0;
  const counted = function* (rows: Iterable<string>): Generator<string, void, undefined> {
    for (const row of rows) {
      loaded += 1;
      if (loaded % countEvery === 0)
        progress.update(`${name}: ${loaded.toLocaleString("en")} of ${expected.toLocaleString("en")} rows`);
      yield row;
    }
  };
  for (const { table } of tables) await loadTable(target, table, counted(rowsOf(target, table)));
  if (world.lateRowsLoaded) {
    for (const [table, rows] of late(target)) await loadTable(target, table, kept(target, table, rows));
  }
  return loaded;
}

/** Loads the rows that arrive late, after the first archive. */
export async function loadLate(target: SampleTarget): Promise<number> {
  let loaded = 0;
  for (const [table, rows] of late(target)) loaded += await loadTable(target, table, rows);
  return loaded;
}

/** Lets an attack on a company's site arrive in its logs, now. Returns what it hit, and with how many requests. */
export async function loadAttack(target: SampleTarget): Promise<{ host: string; requests: number }> {
  const now = new Date(target.azure.clock.nowMs());
  const { table, host, rows } = sampleAttack({ ...sampleOptions(target), now });
  return { host, requests: await loadTable(target, table, rows) };
}

/** Lets what a company's applications log too much of arrive, now, and what tells who uses its tables. Returns its rows. */
export async function loadNoise(target: SampleTarget): Promise<number> {
  const { azure, company } = target;
  // Prevent leaves the newest rows to its next run.
  const now = new Date(azure.clock.nowMs() - settledMs);
  const options = { ...sampleOptions(target), now };
  const noise = sampleNoise(options);
  for (const { table, rows } of [...noise, ...sampleUse(options)])
    await azure.loadRows(company.workspace.workspaceResourceId, table, rows, { ingestedAt: now.toISOString() });
  target.azure.setQueryDocuments(target.company.workspace.workspaceResourceId, sampleQueries);
  return noise.reduce((sum, { rows }) => sum + rows.length, 0);
}

function late(target: SampleTarget): Map<string, string[]> {
  const byTable = Map.groupBy(lateRows(sampleOptions(target)), ({ table }) => table);
  return new Map([...byTable].map(([table, rows]) => [table, rows.map(({ row }) => row)]));
}

/** Notes which rows are there now, for the next start. */
export async function noteRows(target: SampleTarget): Promise<void> {
  for (const { table } of sampleTables({ tenant: target.company.tenant.key })) {
    await noteSurvivors(target.azure, addressOf(target, table));
  }
}

function rowsOf(target: SampleTarget, table: SampleTableName): Iterable<string> {
  return kept(target, table, sampleRows(table, sampleOptions(target)));
}

function kept(target: SampleTarget, table: string, rows: Iterable<string>): Iterable<string> {
  const ids = survivors(addressOf(target, table));
  return ids === undefined ? rows : onlySurvivors(rows, ids);
}

function loadTable({ azure, company }: SampleTarget, table: string, rows: Iterable<string>): Promise<number> {
  return azure.loadRows(company.workspace.workspaceResourceId, table, rows);
}

function addressOf(
  { directory, company }: SampleTarget,
  table: string,
): { directory: string; workspaceId: string; table: string } {
  return { directory, workspaceId: company.workspace.customerId, table };
}

function sampleOptions({ company, world }: SampleTarget): {
  now: Date;
  tenant: "kr" | "jp";
  scale: number;
  seed: string;
} {
  return { now: new Date(world.anchor), tenant: company.tenant.key, scale: world.scale, seed: world.seed };
}
