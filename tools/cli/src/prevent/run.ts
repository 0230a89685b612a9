import {
  analyseTable,
  type EffectiveRules,
  effectiveRules,
  type PreventContext,
  preventLimits,
  shippedRules,
  sourceOf,
} from "@logdoctor/agent/prevent";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { composePrevention, type LogGroup, parseGroups } from "@logdoctor/kql-prevent";
import { type PreventFinding, priceBookFor } from "@logdoctor/shared-policies";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { loadTable } from "./load-table.ts";
import { ownRules } from "./own-rules.ts";
import { printFindings } from "./print-findings.ts";

interface RunOptions {
  readonly table: string;
  readonly rows: string;
  readonly region: string;
  readonly own?: string;
  readonly json?: true;
}

/** Groups that are told apart: on a machine of one's own there is memory for more than in the agent. */
const maxGroups = 100_000;

/** `logdoctor prevent run`: the rules over rows of a file. */
export function runCommand(io: Io): Command {
  return new Command("run")
    .summary("run all rules over rows of a file")
    .description(
      "Loads rows into a scratch workspace and runs every rule over them by the same query and code as the agent; lists what it found, the dearest first. Money and volume a month are at the pace of the rows' own times.",
    )
    .requiredOption(
      "--table <name>",
      "the table that the rows are of: one of Azure's, or a custom one that ends with _CL",
    )
    .requiredOption("--rows <file>", "a file with one row a line, as JSON objects by column name")
    .option("--own <file>", "a JSON array with rules of your own, as a tenant writes them, each with an id")
    .option("--region <region>", "whose list prices are used", "eastus")
    .option("--json", "one JSON object on standard output")
    .action(async (options: RunOptions) => run(options, io));
}

async function run({ table, rows: file, region, own, json }: RunOptions, io: Io): Promise<void> {
  const kit = shippedRules();
  const engine = await createEngine({ memoryLimit: "4GB" });
  try {
    const now = io.now?.() ?? new Date();
    const ticks = ticksFromIso(now.toISOString());
    const { columns, scanned } = await loadTable({ engine, table, file, now: ticks, kit });
    const source = sourceOf(kit, { table, plan: "Analytics", columns });
    if (source === undefined)
      throw new CliError("usage", `No column of ${table} holds a message: ${columns.join(", ")}`);
    const context = contextOf(engine, await effectiveRules(kit, await ownRules(own, now)), now);
    const window = { from: now.toISOString(), to: new Date(now.getTime() + 1000).toISOString() };
    const tools = { templates: kit.templates(undefined), prices: priceBookFor(region, now) };
    const found = await analyseTable(
      context,
      { source, plan: "Analytics", window, hours: ({ groups }) => hoursOf(groups) },
      tools,
    );
    if (found.problem !== undefined)
      throw new CliError("failed", `The rules cannot be run over ${file}: ${found.problem}`);
    const shown: readonly PreventFinding[] = found.findings;
    printFindings(shown, {
      io,
      json: json ?? false,
      scanned,
      bytes: found.bytes,
      rules: context.rules.length,
      broken: [...context.refused, ...context.broken.values()],
    });
  } finally {
    await engine.close();
  }
}

function contextOf(engine: Engine, { rules, broken }: EffectiveRules, now: Date): PreventContext {
  return {
    clock: { now: () => now, sleep: () => Promise.resolve() },
    log: () => undefined,
    workspace: {
      tables: () => Promise.resolve([]),
      billedGb: () => Promise.resolve(new Map()),
      use: () => Promise.resolve({ texts: [] }),
      async scan({ source, rules: active, window }) {
        const text = composePrevention({ source, rules: active, ...window, maxGroups });
        return parseGroups(await answerOf(engine, text, ticksFromIso(window.to)), active);
      },
    },
    limits: { ...preventLimits, maxGroups },
    deadline: Number.POSITIVE_INFINITY,
    rules,
    refused: broken,
    broken: new Map(),
    spent: { queries: 0 },
  };
}

async function answerOf(engine: Engine, text: string, now: bigint): Promise<Record<string, unknown>[]> {
  const { columns, rows } = await engine.query(text, { now });
  const cells: Record<string, unknown>[] = [];
  for await (const batch of rows())
    for (const line of batch) {
      const values = JSON.parse(line) as unknown[];
      cells.push(Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));
    }
  return cells;
}

/** The time between the first row and the last, an hour at least. */
function hoursOf(groups: readonly LogGroup[]): number {
  const times = groups.flatMap(({ firstSeen, lastSeen }) => [Date.parse(firstSeen), Date.parse(lastSeen)]);
  return times.length === 0 ? 1 : Math.max(1, (Math.max(...times) - Math.min(...times)) / 3_600_000);
}
