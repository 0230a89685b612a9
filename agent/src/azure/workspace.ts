import type { HourCount, RowSetProof, TableInventory } from "@logdoctor/shared-policies";
import type { Clock } from "../deps.ts";
import {
  type OperationState,
  type RetainWorkspace,
  type Selection,
  type TableFacts,
  type TimeRange,
  WorkspaceError,
  type WorkspaceProof,
} from "../jobs/retain/ports.ts";
import { azureError, type RawClient } from "./arm-client.ts";
import type { LogsClient, TextRows } from "./logs-client.ts";
import { countQuery, hoursQuery, proofQuery, rowsQuery, volumeQuery } from "./retain-queries.ts";
import { tableFacts, tablesApiVersion } from "./tables-api.ts";

export interface WorkspaceOptions {
  readonly armEndpoint: string;
  readonly resourceId: string;
  readonly clock: Clock;
}

const deleteDataApiVersion = "2023-09-01";
const oldest = "1900-01-01T00:00:00Z";
const volumeDays = 7;

/** The workspace through its real APIs: KQL for what it holds, ARM for what it is told to do. */
export function azureWorkspace(logs: LogsClient, arm: RawClient, options: WorkspaceOptions): RetainWorkspace {
  const base = `${options.armEndpoint.replace(/\/$/, "")}${options.resourceId}`;
  const tableUrl = (table: string): string => `${base}/tables/${table}?api-version=${tablesApiVersion}`;
  return {
    table: (name) => readTable(arm, tableUrl(name), name),
    hours: async (selection, before) =>
      hourCounts(await logs.query(hoursQuery(selection, { from: oldest, to: before }))),
    proof: async (selection, window) => oneProof(await logs.query(proofQuery(selection, window, false))),
    dayProofs: async (selection, range) => dayProofs(await logs.query(proofQuery(selection, range, true))),
    async rows(selection, window) {
      const query = rowsQuery(selection, window);
      return { body: await logs.stream(query), query };
    },
    count: async (selection, range) => Number((await logs.query(countQuery(selection, range)))[0]?.rows ?? 0),
    async setRetention(table, { retentionInDays, totalRetentionInDays }) {
      const body = { properties: { retentionInDays, totalRetentionInDays } };
      const response = await arm.send({ method: "PATCH", url: tableUrl(table), body });
      if (response.status !== 200 && response.status !== 202) throw azureError(response, response.bodyAsText);
    },
    remove: (method, selection, range) => remove(arm, base, { method, selection, range }),
    operation: (reference) => operationState(arm, reference),
    inventory: (tables) => inventory(logs, tables, options.clock),
  };
}

async function readTable(arm: RawClient, url: string, name: string): Promise<TableFacts | undefined> {
  const response = await arm.send({ method: "GET", url });
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw azureError(response, response.bodyAsText);
  return tableFacts(name, JSON.parse(response.bodyAsText ?? "null"));
}

function hourCounts(rows: TextRows): HourCount[] {
  return rows.map((row) => ({ hour: row.hour ?? "", rows: Number(row.rows), bytes: Number(row.bytes) }));
}

function proofOf(row: TextRows[number] | undefined): WorkspaceProof {
  const text = (name: string): string | undefined => (row?.[name] === "" ? undefined : row?.[name]);
  const limbs = ["h0", "h1", "h2", "h3"].map((name) => text(name) ?? "0");
  return {
    rows: Number(text("rows") ?? 0),
    hash: { algorithm: "row-sha256-sum-v1", limbs },
    minTime: text("minTime"),
    maxTime: text("maxTime"),
    sourceBytes: Number(text("bytes") ?? 0),
  };
}

function oneProof(rows: TextRows): WorkspaceProof {
  return proofOf(rows[0]);
}

function dayProofs(rows: TextRows): ReadonlyMap<string, RowSetProof> {
  return new Map(rows.map((row) => [(row.day ?? "").slice(0, 10), proofOf(row)]));
}

/** Delete Data and Purge take ANDed column comparisons (Azure Monitor, delete log data; workspace purge). */
async function remove(
  arm: RawClient,
  base: string,
  step: { method: "deleteData" | "purge"; selection: Selection; range: TimeRange },
): Promise<string> {
  const { table, filters } = step.selection;
  const time = [
    { column: "TimeGenerated", operator: ">=", value: step.range.from },
    { column: "TimeGenerated", operator: "<", value: step.range.to },
  ];
  const all = [...time, ...filters];
  const purge = step.method === "purge";
  const url = purge
    ? `${base}/purge?api-version=${tablesApiVersion}`
    : `${base}/tables/${table}/deleteData?api-version=${deleteDataApiVersion}`;
  const response = await arm.send({ method: "POST", url, body: purge ? { table, filters: all } : { filters: all } });
  if (response.status !== 202) throw azureError(response, response.bodyAsText);
  const reference = response.headers.get(purge ? "x-ms-status-location" : "azure-asyncoperation");
  if (reference === undefined)
    throw new WorkspaceError("refused", "Azure accepted the request without a way to follow it");
  return reference;
}

async function operationState(arm: RawClient, reference: string): Promise<OperationState> {
  const response = await arm.send({ method: "GET", url: reference });
  if (response.status !== 200) throw azureError(response, response.bodyAsText);
  const body = JSON.parse(response.bodyAsText ?? "{}") as { status?: string; error?: { message?: string } };
  const status = body.status?.toLowerCase();
  if (status === "succeeded" || status === "completed") return { state: "succeeded" };
  if (status === "failed" || status === "canceled") return { state: "failed", detail: body.error?.message ?? status };
  return { state: "pending" };
}

async function inventory(logs: LogsClient, tables: readonly TableFacts[], clock: Clock): Promise<TableInventory[]> {
  if (tables.length === 0) return [];
  const since = new Date(clock.now().getTime() - volumeDays * 86_400_000).toISOString();
  const volumes = new Map<string, TextRows[number]>();
  for (const { table } of tables) {
    for (const row of await logs.query(volumeQuery(table, since))) volumes.set(table, row);
  }
  return tables.map(({ table, plan, retentionInDays, totalRetentionInDays }) => ({
    table,
    plan,
    retentionInDays,
    totalRetentionInDays,
    gbPerDay: Number(volumes.get(table)?.bytes || 0) / 1e9 / volumeDays,
    rowsPerDay: Number(volumes.get(table)?.rows || 0) / volumeDays,
  }));
}
