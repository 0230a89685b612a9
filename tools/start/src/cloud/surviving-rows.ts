import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { LocalAzure } from "@logdoctor/local-azure";

export interface TableAddress {
  readonly directory: string;
  readonly workspaceId: string;
  readonly table: string;
}

function folderOf({ directory, workspaceId }: TableAddress): string {
  return join(directory, "rows", workspaceId);
}

/** Notes the `_ItemId` of every row that a table has now. */
export async function noteSurvivors(azure: LocalAzure, address: TableAddress): Promise<void> {
  const { workspace } = azure.findTable(address.workspaceId, address.table);
  const answer = await workspace.engine.query(`${address.table} | project _ItemId`, { now: azure.clock.now() });
  const ids: string[] = [];
  for await (const batch of answer.rows()) {
    for (const row of batch) ids.push(String((JSON.parse(row) as [string])[0]));
  }
  const file = join(folderOf(address), `${address.table}.gz`);
  await mkdir(folderOf(address), { recursive: true });
  await writeFile(`${file}.next`, gzipSync(ids.join("\n")));
  await rename(`${file}.next`, file);
}

/** Ids of the rows that a table had at the last note; undefined if there is none: then all rows are there. */
export function survivors(address: TableAddress): ReadonlySet<string> | undefined {
  const file = join(folderOf(address), `${address.table}.gz`);
  if (!existsSync(file)) return undefined;
  return new Set(gunzipSync(readFileSync(file)).toString("utf8").split("\n"));
}

/** The rows whose `_ItemId` is among `kept`. */
export function* onlySurvivors(rows: Iterable<string>, kept: ReadonlySet<string>): Generator<string, void, undefined> {
  for (const row of rows) {
    const id = /"_ItemId":"([^"\\]+)"/.exec(row)?.[1];
    if (id !== undefined && kept.has(id)) yield row;
  }
}
