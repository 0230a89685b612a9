import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { sentinelRules, tableSchemas } from "@logdoctor/kql-corpus";
import { createEngine, type Engine, KqlError, ticksFromIso } from "@logdoctor/kql-engine";
import { type BenchOptions, type BenchResult, judged, median } from "../result.ts";
import { openChdb } from "./chdb.ts";
import { loadLog } from "./log-data.ts";
import { type LogQuery, logQueries } from "./log-queries.ts";

const threads = 1;
const now = ticksFromIso("2026-07-01T00:00:00Z");

/**
 * Typical queries over ten million rows beside hand-written SQL on the same rows, and how long compiling rules takes. With
 * `npm install --no-save chdb`, its Kusto dialect too. In processor time of one thread: the machine may have other work.
 */
export async function benchKql({ small, runs, note }: BenchOptions): Promise<BenchResult[]> {
  const rows = runs ?? (small ? 20_000 : 10_000_000);
  const rounds = small ? 1 : 5;
  return [...(await speeds({ rows, rounds, note })), await compileTime(small ? 20 : Number.POSITIVE_INFINITY)];
}

interface Speeds extends Pick<BenchOptions, "note"> {
  readonly rows: number;
  readonly rounds: number;
}

async function speeds({ rows, rounds, note }: Speeds): Promise<BenchResult[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const engine = await createEngine({ threads });
  const db = await instance.connect();
  try {
    note(`loading ${rows.toLocaleString("en")} rows`);
    await loadLog(db, engine, rows);
    const sides = { engine, db, rounds, note };
    const results: BenchResult[] = [];
    for (const query of logQueries) results.push(await measured(sides, query));
    return [...results, ...(await besideChdb(sides, results))];
  } finally {
    await engine.close();
    db.closeSync();
    instance.closeSync();
  }
}

interface Sides extends Pick<Speeds, "rounds" | "note"> {
  readonly engine: Engine;
  readonly db: DuckDBConnection;
}

/** In turns, after one round that is not counted; the median of each side. */
async function measured({ engine, db, rounds, note }: Sides, { name, kql, sql }: LogQuery): Promise<BenchResult> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round <= rounds; round++) {
      const own = await timed(() => drain(engine, kql));
      const baseline = await timed(() => db.runAndReadAll(sql));
      if (round > 0) {
        ours.push(own);
        theirs.push(baseline);
      }
    }
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    note(`${name}: ${error.message}`);
  }
  const [value, baseline] = [median(ours), median(theirs)];
  return judged(
    { name: `kql ${name}`, value, unit: "ms", baseline, ratio: value / baseline },
    { of: "ratio", most: 1.15 },
  );
}

/** The same queries in chdb, where it is installed and knows them; the ratio is the engine's time to its. */
async function besideChdb({ db, rounds, note }: Sides, results: readonly BenchResult[]): Promise<BenchResult[]> {
  const chdb = await openChdb(db);
  if (chdb === undefined) return [];
  const found: BenchResult[] = [];
  for (const [i, { name, kql }] of logQueries.entries()) {
    try {
      const times: number[] = [];
      for (let round = 0; round <= rounds; round++) times.push(await timed(async () => chdb.run(kql)));
      const [value, baseline] = [results[i]?.value ?? Number.NaN, median(times.slice(1))];
      found.push({ name: `kql ${name}, beside chdb`, value, unit: "ms", baseline, ratio: value / baseline });
    } catch (error) {
      note(`chdb does not know "${name}": ${String(error).slice(0, 120)}`);
    }
  }
  chdb.close();
  return found;
}

async function drain(engine: Engine, kql: string): Promise<void> {
  const { rows } = await engine.query(kql, { now });
  for await (const _ of rows());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Parse, bind and SQL of the published rules, one after the other in one process that is warm. */
async function compileTime(most: number): Promise<BenchResult> {
  const engine = await createEngine();
  try {
    for (const { name, columns } of tableSchemas())
      await engine.createTable(
        name,
        Object.entries(columns).map(([column, type]) => ({ name: column, type })),
      );
    const rules = sentinelRules().slice(0, most);
    // Another text each, as plans are remembered by their text.
    for (const { query } of rules.slice(0, 50)) await compiled(engine, `${query}\n// warm`);
    const times: number[] = [];
    for (const { query } of rules) {
      const { ms, ok } = await compiled(engine, query);
      if (ok) times.push(ms);
    }
    return judged({ name: "kql compile, median rule", value: median(times), unit: "ms" }, { of: "value", most: 40 });
  } finally {
    await engine.close();
  }
}

async function compiled(engine: Engine, query: string): Promise<{ ms: number; ok: boolean }> {
  let ok = true;
  const ms = await timed(async () => {
    try {
      await engine.query(query, { now });
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      ok = false;
    }
  });
  return { ms, ok };
}
