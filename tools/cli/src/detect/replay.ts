import { composeDetection, type Finding, loadPatterns, parseFindings, SOURCE_TABLES } from "@logdoctor/kql-detect";
import { createEngine, type Engine, isoFromTicks, ticksFromIso } from "@logdoctor/kql-engine";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { type TextColumn, textTable } from "../text-table.ts";
import { loadRows } from "./replay-rows.ts";
import { columnsRead } from "./row-cells.ts";

interface ReplayOptions {
  readonly table: string;
  readonly rows: string;
  readonly json?: true;
}

/** make_set() keeps at most as many values: https://learn.microsoft.com/kusto/query/make-set-aggregation-function */
const MAKE_SET_MAX = 1_048_576;

/** `logdoctor detect replay`: the patterns over rows of a file. */
export function replayCommand(io: Io): Command {
  return new Command("replay")
    .summary("run all patterns over rows of a file")
    .description(
      "Loads rows into a scratch workspace and runs every active pattern over them by the same query as the agent; lists what it found, with the ids of all rows that matched.",
    )
    .requiredOption("--table <name>", `the table that the rows are of: ${SOURCE_TABLES.join(", ")}`)
    .requiredOption("--rows <file>", "a file with one row a line, as JSON objects by column name")
    .option("--json", "one JSON object on standard output")
    .action(async (options: ReplayOptions) => replay(options, io));
}

async function replay({ table, rows: file, json }: ReplayOptions, io: Io): Promise<void> {
  if (!SOURCE_TABLES.includes(table))
    throw new CliError("usage", `No pattern reads the table ${table}. There are: ${SOURCE_TABLES.join(", ")}.`);
  const engine = await createEngine({ memoryLimit: "4GB" });
  try {
    const columns = columnsRead(table);
    await engine.createTable(table, columns);
    const now = ticksFromIso((io.now?.() ?? new Date()).toISOString());
    const scanned = await loadRows({ engine, table, file, columns, now });
    if (scanned > MAKE_SET_MAX)
      throw new CliError("failed", `${file} has ${scanned} rows; split it: ${MAKE_SET_MAX} can be listed`);
    print(await found({ engine, table, now, scanned }), { json: json ?? false, io, scanned });
  } finally {
    await engine.close();
  }
}

interface Scan {
  readonly engine: Engine;
  readonly table: string;
  readonly now: bigint;
  readonly scanned: number;
}

const SECOND = 10_000_000n;

async function found({ engine, table, now, scanned }: Scan): Promise<Finding[]> {
  const patterns = loadPatterns();
  const to = now + SECOND;
  const text = composeDetection({
    table,
    patterns,
    from: isoFromTicks(now),
    to: isoFromTicks(to),
    maxItems: Math.max(1, scanned),
    maxFindings: Math.max(1, scanned * patterns.length),
  });
  const { columns, rows } = await engine.query(text, { now: to });
  const cells: Record<string, unknown>[] = [];
  for await (const batch of rows())
    for (const line of batch) {
      const values = JSON.parse(line) as unknown[];
      cells.push(Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));
    }
  return parseFindings(cells, patterns);
}

const TITLES: readonly TextColumn[] = [
  { title: "PATTERN" },
  { title: "SEVERITY" },
  { title: "SCORE", right: true },
  { title: "SOURCE" },
  { title: "ROWS", right: true },
  { title: "FIRST SEEN" },
];

interface Output {
  readonly json: boolean;
  readonly io: Io;
  readonly scanned: number;
}

function print(findings: readonly Finding[], { json, io, scanned }: Output): void {
  const patterns = loadPatterns().length;
  if (json) {
    const listed = findings.map(({ pattern, severity, score, source, itemIds, itemCount, firstSeen, lastSeen }) => ({
      pattern,
      severity,
      score,
      source,
      firstSeen,
      lastSeen,
      itemCount,
      itemIds,
    }));
    io.out(`${JSON.stringify({ findings: listed, scanned, patterns })}\n`);
    return;
  }
  const lines = findings.map((one) => [
    one.pattern,
    one.severity,
    String(one.score),
    one.source,
    String(one.itemCount),
    one.firstSeen,
  ]);
  if (lines.length > 0) io.out(textTable(TITLES, lines));
  io.out(`${findings.length} findings in ${scanned} rows by ${patterns} patterns.\n`);
}
