import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "@logdoctor/cli";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { dryRunQuery, type FilterAst } from "@logdoctor/kql-filter";
import { type BenchOptions, type BenchResult, judged, median } from "../result.ts";
import { COLUMNS, documents, filters, rowOf, TABLE } from "./rule-sets.ts";

const DISTINCT = 50_000;
const FROM = "2026-06-01T00:00:00Z";
const TO = "2026-06-01T00:00:01Z";
const MOST = 1.2;

/**
 * A dry run of twenty rules beside one of a single rule, in processor time, over a million rows: of a file, by the
 * command line, and as the one query over history.
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
    const ofFile = await compared(rounds, (name) => dryRun(name, folder));
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

async function compared(rounds: number, run: (name: keyof typeof filters) => Promise<void>) {
  const spent = { one: [] as number[], twenty: [] as number[] };
  for (let round = 0; round < rounds; round++)
    for (const name of ["one", "twenty"] as const) {
      const before = process.cpuUsage();
      await run(name);
      const { user, system } = process.cpuUsage(before);
      spent[name].push((user + system) / 1e6);
    }
  return beside(median(spent.twenty), median(spent.one));
}

async function dryRun(name: keyof typeof filters, folder: string): Promise<void> {
  const rules = join(folder, `${name}.json`);
  await writeFile(rules, JSON.stringify(documents[name]));
  let out = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => undefined,
    credential: () => Promise.reject(new Error("No credential is needed")),
  };
  const argv = [
    "filter",
    "dry-run",
    "--table",
    TABLE,
    "--rules",
    rules,
    "--rows",
    join(folder, "rows.jsonl"),
    "--json",
  ];
  if ((await main(argv, io)) !== 0 || JSON.parse(out).dropped === 0) throw new Error("The rules drop nothing");
}

async function history(lines: readonly string[], { rows, rounds }: { rows: number; rounds: number }) {
  const engine = await loaded(lines, rows);
  try {
    return await compared(rounds, (name) => query(engine, filters[name]));
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
