import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createProgress } from "../progress.ts";
import { type Cloud, startCloud } from "./cloud.ts";
import { loadLate, loadSample, noteRows, type SampleTarget } from "./load-sample.ts";

const silent = createProgress({ write: () => true });
let directory: string;
let cloud: Cloud;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "logdoctor-start-"));
});

afterEach(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true, force: true });
});

async function start(scale?: number): Promise<SampleTarget> {
  cloud = await startCloud({ directory, scale, redirectUris: [], containers: ["archive"], seed: "restart" });
  const [company] = cloud.companies;
  if (company === undefined) throw new Error("No company");
  return { azure: cloud.azure, company, directory, world: cloud.world() };
}

async function ids({ azure, company }: SampleTarget, table: string): Promise<string[]> {
  const { workspace } = azure.findTable(company.workspace.customerId, table);
  const answer = await workspace.engine.query(`${table} | project _ItemId`, { now: azure.clock.now() });
  const found: string[] = [];
  for await (const batch of answer.rows()) found.push(...batch);
  return found.toSorted();
}

test("after a restart the same rows are there, without those that had gone, late rows included", async () => {
  const before = await start(0.02);
  await loadSample(before, silent);
  const all = await ids(before, "AppTraces");
  const late = await loadLate(before);
  const { workspace } = before.azure.findTable(before.company.workspace.customerId, "AppTraces");
  const debug = { column: "SeverityLevel", operator: "<=", value: 1 } as const;
  const deleted = await workspace.engine.deleteWhere("AppTraces", [debug], { now: before.azure.clock.now() });
  const left = await ids(before, "AppTraces");
  before.azure.clock.advance(7_200_000);
  await noteRows(before);
  await cloud.keep({ lateRowsLoaded: true });
  await cloud.stop();

  const after = await start();
  await loadSample(after, silent);

  expect(deleted).toBeGreaterThan(0);
  expect(late).toBe(54);
  expect(all.length + 16).toBe(left.length + deleted);
  expect(await ids(after, "AppTraces")).toEqual(left);
  expect(after.azure.clock.nowMs()).toBeGreaterThan(Date.now() + 7_000_000);
});

test("another scale than that of the data is refused", async () => {
  await start(0.02);

  await expect(start(0.5)).rejects.toThrow("was made with --scale 0.02");
});
