import { ArchiveManifest, call, listRuns } from "@logdoctor/shared-policies";
import { containers } from "@logdoctor/start/parts";
import { openArchive } from "../archive-reader.ts";
import type { AgentEnd } from "./agent-process.ts";
import { type KillRow, killRetention } from "./kill-rows.ts";
import type { Customer, KillWorld } from "./kill-world.ts";

/**
 * What Retain promises of every row, looked up in the archive's files and in the workspace itself rather than in what the
 * agent says; then what it says. A row that is gone cannot be archived any more, so one look at the end shows whether
 * every row was archived before it went.
 */
export async function brokenPromises(world: KillWorld, customer: Customer, last: AgentEnd): Promise<string[]> {
  const { archived, faults } = await archivedIds(world, customer);
  const present = await presentIds(world, customer);
  const shortened = retentionOf(world, customer) < killRetention.SecurityEvent.totalRetentionInDays;
  const rows = customer.rows.flatMap((row) => {
    const gone = row.table === "SecurityEvent" && row.fate === "archived" ? shortened : !present.has(row.id);
    return rowFaults(row, { copies: archived.get(row.id) ?? 0, gone });
  });
  return [...rows, ...faults, ...(await reportFaults(customer, last))];
}

function rowFaults(row: KillRow, found: { copies: number; gone: boolean }): string[] {
  const faults: string[] = [];
  const wanted = row.fate === "archived" ? 1 : 0;
  if (found.copies !== wanted) faults.push(`${row.id} is in the archive ${found.copies} times, not ${wanted}`);
  if (found.gone && row.fate === "kept") faults.push(`${row.id} was removed before its time`);
  if (found.gone && row.fate === "archived" && found.copies === 0) faults.push(`${row.id} was removed unarchived`);
  if (!found.gone && row.fate !== "kept") faults.push(`${row.id} is still there`);
  return faults;
}

/** How often each row is in the archive's files, and what is wrong with the files. */
async function archivedIds(world: KillWorld, { account, credential }: Customer) {
  const archive = openArchive(world.azurite.url(account), containers.archive, credential);
  const names = await archive.names();
  const archived = new Map<string, number>();
  const faults: string[] = [];
  const claimed = new Set<string>();
  for (const name of names.filter((one) => one.endsWith(".manifest.json"))) {
    const manifest = ArchiveManifest.parse(JSON.parse(await archive.text(name)));
    if (claimed.has(manifest.blob.name)) faults.push(`${manifest.blob.name} has two manifests`);
    claimed.add(manifest.blob.name);
    const ids = await archive.query(manifest.blob.name, "SELECT _ItemId AS id FROM rows");
    if (ids.length !== manifest.rows) faults.push(`${name} says ${manifest.rows} rows, its file has ${ids.length}`);
    for (const { id } of ids) archived.set(String(id), (archived.get(String(id)) ?? 0) + 1);
  }
  const orphans = names.filter((name) => name.endsWith(".parquet") && !claimed.has(name));
  faults.push(...orphans.map((name) => `${name} has no manifest`));
  return { archived, faults };
}

async function presentIds(world: KillWorld, { workspace }: Customer): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const table of Object.keys(killRetention)) {
    const { engine } = world.azure.findTable(workspace.customerId, table).workspace;
    const answer = await engine.query(`${table} | project _ItemId`, { now: world.azure.clock.now() });
    for await (const batch of answer.rows()) for (const row of batch) ids.add(String((JSON.parse(row) as [string])[0]));
  }
  return ids;
}

function retentionOf(world: KillWorld, { workspace }: Customer): number {
  return world.azure.findTable(workspace.customerId, "SecurityEvent").table.totalRetentionInDays ?? 0;
}

/** The provider has one run, and its figures are those of all its attempts together. */
async function reportFaults({ api, rows }: Customer, last: AgentEnd): Promise<string[]> {
  const { data } = await call(api, listRuns, { query: { limit: 10 } });
  const [run, ...others] = data.items;
  const faults: string[] = others.map(({ id }) => `there is another run, ${id}`);
  if (run?.status !== "succeeded") return [...faults, `the run is ${run?.status}: ${last.log}`];
  const tables = run.retain?.tables ?? [];
  const total = (of: (table: (typeof tables)[number]) => number): number =>
    tables.reduce((sum, table) => sum + of(table), 0);
  const archived = rows.filter(({ fate }) => fate === "archived").length;
  const expired = rows.filter(({ fate }) => fate !== "kept").length;
  if (total((table) => table.verified) !== archived)
    faults.push(`reported ${total((t) => t.verified)} rows as verified`);
  if (total((table) => table.shrunk) !== expired) faults.push(`reported ${total((t) => t.shrunk)} rows as removed`);
  return faults;
}
