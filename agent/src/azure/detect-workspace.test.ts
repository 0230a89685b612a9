import { guardQuery } from "@logdoctor/kql";
import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { DetectionFinding } from "@logdoctor/shared-policies";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { effectivePatterns } from "../jobs/detect/effective-patterns.ts";
import { findingOf } from "../jobs/detect/finding-of.ts";
import { learn } from "../jobs/detect/known-findings.ts";
import { shippedPatterns } from "../jobs/detect/shipped-patterns.ts";
import { engineLogs, engineRows } from "../testing/engine-rows.ts";
import { detectWorkspace } from "./detect-workspace.ts";
import type { LogsClient } from "./logs-client.ts";

const now = ticksFromIso("2026-11-01T02:00:00Z");
const window = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-01T01:00:00.000Z" };
const table = "AppServiceHTTPLogs";
const limits = { overlapMinutes: 60, maxItems: 200, maxFindings: 500 };
/** A source as someone could write it into a forwarded-for header. */
const hostile = '203.0.113.9"); Heartbeat | where Computer in ("';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
  const columns = Object.entries(tableColumns(table) ?? {}).map(([name, type]) => ({ name, type }));
  await engine.createTable(table, columns);
  const usual = { TimeGenerated: "2026-11-01T00:10:00Z", CsHost: "shop.example", CsMethod: "GET", CsUriStem: "/item" };
  const rows = [
    { ...usual, CIp: "203.0.113.7", CsUriQuery: "id=1%27%20UNION%20SELECT%201,2,3--", ScStatus: 200, _ItemId: "a" },
    { ...usual, CIp: "203.0.113.7", CsUriQuery: "page=2", ScStatus: 200, _ItemId: "b" },
    { ...usual, CIp: hostile, CsUriQuery: "page=3", ScStatus: 404, _ItemId: "c" },
  ];
  await engine.insertJson(
    table,
    rows.map((row) => JSON.stringify(row)),
    ticksFromIso("2026-11-01T00:20:00Z"),
  );
});
afterAll(() => engine.close());

const logs = engineLogs((kql) => engineRows(engine, kql, now));
const workspace = detectWorkspace(logs, async () => true);

describe("the workspace as Detect reads it", () => {
  test("counts rows by ingestion time, all and fresh ones", async () => {
    expect(await workspace.count(table, window, "2026-11-01T00:20:00.000Z")).toEqual({ all: 3, fresh: 3 });
    expect(await workspace.count(table, window, "2026-11-01T00:30:00.000Z")).toEqual({ all: 3, fresh: 0 });
  });

  test("finds the attack by the patterns that ship, and a report can carry what it says", async () => {
    const { patterns } = shippedPatterns();
    const found = await workspace.scan({ table, patterns, window, ...limits });
    const attack = found.find(({ pattern }) => pattern === "sql-injection");

    expect(attack).toMatchObject({ source: "203.0.113.7", itemCount: 1, itemIds: ["a"], succeeded: 1 });
    for (const finding of found) {
      const place = { id: "fnd_testing0", table, accountKey: "key", now: new Date(window.to) };
      const reported = findingOf(finding, learn(undefined, finding, 200), place);
      expect(DetectionFinding.safeParse(reported).error).toBeUndefined();
    }
  });

  test("tells what a source did besides, whatever its name is", async () => {
    const activity = await workspace.activity(table, ["203.0.113.7", hostile], window);

    expect(activity.get("203.0.113.7")).toMatchObject({ requests: 2, succeeded: 2, distinctPaths: 1 });
    expect(activity.get(hostile)).toEqual({
      ...{ requests: 1, succeeded: 0, distinctPaths: 1 },
      examples: [
        { itemId: "c", at: "2026-11-01T00:10:00.0000000Z", method: "GET", request: "/item?page=3", status: 404 },
      ],
    });
  });
});

test("whatever thresholds a bundle sets, the queries stay within what any query from outside may do", async () => {
  const { patterns, sources } = shippedPatterns();
  const settings = patterns.map(({ id }) => ({ patternId: id, isActive: true, threshold: 999_999.5 }));
  const asked: string[] = [];
  const rows: LogsClient["rows"] = async (kql) => {
    asked.push(kql);
    return [];
  };
  const recording = detectWorkspace({ ...logs, rows }, async () => true);
  // One table of each shape: tables of one shape differ in their normaliser alone, which no bundle touches.
  for (const source of sources.filter(({ table: name }) => name === table || name === "SigninLogs")) {
    const fitting = effectivePatterns(patterns, settings).filter(({ logDoctor }) => logDoctor.shape === source.shape);
    await recording.scan({ table: source.table, patterns: fitting, window, ...limits });
    const schemas = { [source.table]: tableColumns(source.table) ?? {} };
    expect(guardQuery(asked.at(-1) ?? "", schemas), source.table).toEqual([]);
  }
  expect(asked).toHaveLength(2);
});
