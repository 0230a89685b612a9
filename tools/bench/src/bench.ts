import { parseArgs } from "node:util";
import { type Bench, benches } from "./benches.ts";
import type { BenchResult } from "./result.ts";
import { tableOf } from "./table.ts";

export interface BenchIo {
  out(text: string): void;
  err(text: string): void;
}

const help = `Measures what Log Doctor promises, each figure beside a baseline from the same run.

  npm run bench                         all of them
  npm run bench -- <name>               one: ${Object.keys(benches).join(", ")}
  npm run bench -- <name> --json        one JSON array on standard output

Options
  --runs <number>   how many random histories retain-faults plays (default 20,000), kills retain-kill (default
                    all), rows kql (default 10,000,000), reports notify (default 2,000), or histories
                    notify-races (default 10,000)
  --data <folder>   where detect finds more sets, attacks/*.jsonl.gz and access_logs/*.jsonl.gz, and templates labelled logs,
                    app_logs/*.csv.gz
  --small           tiny sizes: whether it runs, not how fast; targets are not held
  --help            this text

Exit code: 0 all targets are met; 1 one is missed; 2 the command line was not understood.
`;

/** Runs one command line and returns its exit code. */
export async function bench(argv: readonly string[], io: BenchIo): Promise<number> {
  const asked = read(argv);
  if ("problem" in asked) {
    io.err(`${asked.problem}\nnpm run bench -- --help tells more.\n`);
    return 2;
  }
  if (asked.help) {
    io.out(help);
    return 0;
  }
  const results: BenchResult[] = [];
  for (const [name, run] of asked.chosen) {
    io.err(`Measuring ${name} ...\n`);
    results.push(...(await run({ ...asked.options, note: (line) => io.err(`${line}\n`) })));
  }
  io.out(asked.json ? `${JSON.stringify(results)}\n` : tableOf(results));
  return !asked.options.small && results.some(({ ok }) => ok === false) ? 1 : 0;
}

function read(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        small: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        runs: { type: "string" },
        data: { type: "string" },
      },
    });
    const { json, small, help: wantsHelp } = values;
    const runs = values.runs === undefined ? {} : { runs: runsOf(values.runs) };
    const data = values.data === undefined ? {} : { data: values.data };
    return { chosen: chosenBy(positionals), json, help: wantsHelp, options: { small, ...runs, ...data } };
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

function chosenBy(names: readonly string[]): [string, Bench][] {
  if (names.length === 0) return Object.entries(benches);
  return names.map((name) => {
    const found = benches[name];
    if (found === undefined) {
      throw new RangeError(`No benchmark is called "${name}". There are: ${Object.keys(benches).join(", ")}.`);
    }
    return [name, found];
  });
}

function runsOf(text: string): number {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`--runs takes a whole number above 0, not "${text}".`);
  return runs;
}
