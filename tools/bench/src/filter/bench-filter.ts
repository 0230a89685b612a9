import { createReadStream } from "node:fs";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { dryRunner, dryRunQuery, exactNumbers, type FilterAst, parseRow } from "@logdoctor/kql-filter";
import { type BenchOptions, type BenchResult, judged, median } from "../result.ts";
import { COLUMNS, filters, rowOf, TABLE } from "./rule-sets.ts";

const DISTINCT = 50_000;
const FROM = "2026-06-01T00:00:00Z";
const TO = "2026-06-01T00:00:01Z";
const MOST = 1.2;

/**
 * A dry run of twenty rules beside one of a single rule, in processor time, over a million rows: of a file, as the command line
 * reads it, and as the one query over history.
 */
export async function benchFilter({ small, runs, note }: BenchOptions): Promise<BenchResult[]> {
  const rows = runs ?? (small ? 2000 : 1_000_000);
  const rounds = small ? 1 : 5;
  const lines = Array.from({ length: Math.min(rows, DISTINCT) }, (_, i) => JSON.stringify(rowOf(i)));
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-bench-filter-"));
  try {
    const file = join(folder, "rows.jsonl");
    for (let done = 0; done < rows; done += lines.length) await appendFile(file, `${lines.join("\n")}\n`);
    note(`${rows.toLocaleString("en")} rows of a file`);
    const ofFile = await compared(rounds, (ast) => dryRun(ast, file));
    note(`${rows.toLocaleString("en")} rows of history`);
    const ofHistory = await history(lines, { rows, rounds });
    const [one, twenty] = [filters.one, filters.twenty].map(tableReads);
    return [
      judged({ name: "filter dry run of a file, 20 rules", unit: "s", ...ofFile }, { of: "ratio", most: MOST }),
      judged(
        { name: "filter query over history, table reads", unit: "", ...beside(twenty, one) },
        { of: "ratio", most: MOST },
      ),
      { name: "  its time", unit: "s", ...ofHistory },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function beside(value = Number.NaN, baseline = Number.NaN) {
  return { value, baseline, ratio: value / baseline };
}

function tableReads(ast: FilterAst): number {
  return dryRunQuery(ast, { from: FROM, to: TO }).split(TABLE).length - 1;
}

async function compared(rounds: number, run: (ast: FilterAst) => Promise<void>) {
  const spent = { one: [] as number[], twenty: [] as number[] };
  for (let round = 0; round < rounds; round++)
    for (const name of ["one", "twenty"] as const) {
      const before = process.cpuUsage();
      await run(filters[name]);
      const { user, system } = process.cpuUsage(before);
      spent[name].push((user + system) / 1e6);
    }
  return beside(median(spent.twenty), median(spent.one));
}

async function dryRun(ast: FilterAst, file: string): Promise<void> {
  const runner = dryRunner(ast);
  const exact = exactNumbers(ast);
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const row = parseRow(line, exact);
      runner.add(row, String(row["_ItemId"]));
    }
  }
  if (runner.result().dropped === 0) throw new Error("The rules drop nothing");
}

async function history(lines: readonly string[], { rows, rounds }: { rows: number; rounds: number }) {
  const engine = await loaded(lines, rows);
  try {
    return await compared(rounds, (ast) => query(engine, ast));
  } finally {
    await engine.close();
  }
}

async function loaded(lines: readonly string[], rows: number): Promise<Engine> {
  const engine = await createEngine({ threads: 1 });
  await engine.createTable(
    TABLE,
    Object.entries(COLUMNS).map(([name, type]) => ({ name, type })),
  );
  for (let done = 0; done < rows; done += lines.length) await engine.insertJson(TABLE, lines, ticksFromIso(FROM));
  return engine;
}

async function query(engine: Engine, ast: FilterAst): Promise<void> {
  const { rows } = await engine.query(dryRunQuery(ast, { from: FROM, to: TO }), { now: ticksFromIso(TO) });
  let groups = 0;
  for await (const batch of rows()) groups += batch.length;
  if (groups !== ast.rules.length + 1 && groups < 2) throw new Error(`The query gave ${groups} groups`);
}
