import { createEngine, ticksFromIso } from "@logdoctor/kql-engine";
import { expect, test } from "vitest";
import { dryRunner } from "./dry-run.ts";
import { dryRunQuery } from "./dry-run-query.ts";
import { type FilterInput, readFilter } from "./from-documents.ts";
import { ordinaryMinute, perMinuteQuery } from "./per-minute.ts";
import type { Columns } from "./targets.ts";

const COLUMNS: Columns = { TimeGenerated: "datetime", Message: "string", Category: "string", OperationId: "string" };
const WINDOW = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" };
const NOW = ticksFromIso(WINDOW.from);

const base = { action: "DROP", priority: 1, isActive: true } as const;
const rules = [
  { ...base, id: "late", ruleName: "late", filterType: "Keyword", matchPattern: ["probe", "ready"], priority: 2 },
  { ...base, id: "first", ruleName: "first", filterType: "Keyword", matchPattern: "ping" },
  { ...base, id: "system", ruleName: "system", filterType: "Category", matchPattern: "kube-system" },
  { ...base, id: "off", ruleName: "off", filterType: "Keyword", matchPattern: "a", isActive: false },
] as const;
const sampling = [{ id: "status", targetCategory: "/status", samplingRate: 0.25, maxPerMinute: 1, isActive: true }];

const words = ["ping", "probe ready", "ping probe", "/status", "order placed", ""];
const rows = Array.from({ length: 300 }, (_, i) => ({
  TimeGenerated: `2026-01-01T00:0${i % 10}:00Z`,
  Message: words[i % words.length],
  Category: i % 7 === 0 ? "kube-system" : "shop",
  OperationId: `op-${Math.floor(i / 3)}`,
  _ItemId: `item-${i}`,
  _BilledSize: 100 + i,
}));

function input(heldOut: number): FilterInput {
  const documents = rules.map((rule) => ({
    ...rule,
    matchPattern: typeof rule.matchPattern === "string" ? rule.matchPattern : [...rule.matchPattern],
  }));
  return { table: "T_CL", columns: COLUMNS, rules: documents, sampling, heldOut };
}

test.each([0, 0.3])("the query over history counts what the dry run here counts, %d held out", async (heldOut) => {
  const { ast, left } = readFilter(input(heldOut));
  const runner = dryRunner(ast);
  for (const row of rows) runner.add(row, row._ItemId);
  const here = runner.result();

  const engine = await createEngine({ threads: 1 });
  const stored = { ...COLUMNS, _ItemId: "string", _BilledSize: "real" } as const;
  await engine.createTable(
    "T_CL",
    Object.entries(stored).map(([name, type]) => ({ name, type })),
  );
  await engine.insertJson(
    "T_CL",
    rows.map((row) => JSON.stringify(row)),
    NOW,
  );
  const answer = await engine.query(dryRunQuery(ast, WINDOW), { now: NOW });
  const found = new Map<string, [number, number, string]>();
  for await (const batch of answer.rows())
    for (const line of batch) found.set(JSON.parse(line)[0], JSON.parse(line).slice(1));
  const status = ast.rules.find(({ id }) => id === "status");
  if (status === undefined) throw new Error("It is not in the tree");
  let perMinute = "";
  const asked = await engine.query(perMinuteQuery(status, ast, WINDOW), { now: NOW });
  for await (const batch of asked.rows()) for (const line of batch) perMinute = line;
  await engine.close();

  const dropped = here.rules.filter((rule) => rule.dropped > 0);
  expect(dropped.length).toBe(4);
  for (const { ruleId, dropped: count, droppedBytes, itemIds } of dropped) {
    const [total, bytes, ids] = found.get(ruleId) ?? [];
    expect([total, bytes]).toEqual([count, droppedBytes]);
    expect(itemIds).toEqual(expect.arrayContaining(JSON.parse(ids ?? "")));
  }
  expect(JSON.parse(perMinute)).toEqual([here.rules.at(-1)?.observedPerMinute]);
  expect(found.get("")?.[0]).toBe(here.processed - here.dropped);
  expect(here.heldOut > 0).toBe(heldOut > 0);
  expect(left).toEqual([{ id: "off", reason: "not active" }]);
});

test("a row counts for the first rule in order, and is seen as matched by each", () => {
  const runner = dryRunner(readFilter(input(0)).ast);
  runner.add({ Message: "ping probe", Category: "kube-system", TimeGenerated: "2026-01-01T00:00:00Z" }, "a");
  runner.add({ Message: "/status", OperationId: "x", TimeGenerated: "2026-01-01T00:02:00Z" }, "b");
  const { rules: found } = runner.result();
  expect(found.map(({ ruleId, matched, itemIds }) => [ruleId, matched, itemIds.includes("a")])).toEqual([
    ["first", 1, true],
    ["late", 1, false],
    ["system", 1, false],
    ["status", 1, false],
  ]);
  expect(found.at(-1)?.observedPerMinute).toBe(1);
});

test("no rows are no drop rate", () => {
  expect(dryRunner(readFilter(input(0)).ast).result()).toMatchObject({ processed: 0, dropped: 0, dropRate: 0 });
});

test("the ordinary minute is that which 95 of a hundred do not exceed", () => {
  expect(ordinaryMinute([])).toBe(0);
  expect(ordinaryMinute([7])).toBe(7);
  expect(ordinaryMinute(Array.from({ length: 100 }, (_, i) => (i === 40 ? 9_000 : i)))).toBe(95);
});
