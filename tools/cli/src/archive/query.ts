import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Engine } from "@logdoctor/kql-engine";
import { type ArchiveManifest, ticksOf } from "@logdoctor/shared-policies";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { clockTicks, ticksOption } from "../kql/options.ts";
import { printAnswer } from "../kql/print-answer.ts";
import type { ArchiveVerb } from "./command.ts";
import { neededColumns } from "./needed-columns.ts";
import type { ArchiveOptions } from "./options.ts";
import { openPartReader } from "./part-rows.ts";
import { type ChosenParts, chooseParts } from "./query-parts.ts";

const help = `
The rows are those of --table with --from <= TimeGenerated < --to. Only the files whose windows touch that range are read,
and of a large file only the columns that the query names.

A table that was archived under several policies may hold a row more than once: where their windows overlap, say with --policy
whose rows are meant.
`;

/** KQL over archived logs, where they lie. */
export const query: ArchiveVerb = {
  name: "query",
  summary: "query the archive in KQL",
  description: "Runs KQL over the archived rows of one table. Nothing is restored, and nothing is written.",
  configure(command) {
    command
      .argument("<kql>", "the query, which names the table")
      .option("--policy <id...>", "only what these policies archived")
      .option("--now <time>", "what now() is, in UTC (default: the clock)", ticksOption)
      .addHelpText("after", help);
  },
  async run({ archives }, options, io, text) {
    const parts = await chooseParts(archives, options);
    const engine = await createEngine({ memoryLimit: "4GB" });
    try {
      return await printAnswer(io, options.json, async () => {
        const columns = neededColumns(text, parts.table, parts.columns);
        await engine.createTable(parts.table, columns);
        const timespan = rangeOf(options);
        // Compiled before anything is downloaded: a query that is refused costs nothing.
        const result = await engine.query(text, { now: options.now ?? clockTicks(io), timespan });
        await load(engine, { parts, columns }, io);
        return result;
      });
    } finally {
      await engine.close();
    }
  },
};

const endOfTime = 3_155_378_975_999_999_999n;

function rangeOf({ from, to }: ArchiveOptions): { start: bigint; end: bigint } {
  return { start: from === undefined ? 0n : ticksOf(from), end: to === undefined ? endOfTime : ticksOf(to) };
}

interface Load {
  readonly parts: ChosenParts;
  readonly columns: ReturnType<typeof neededColumns>;
}

async function load(engine: Engine, { parts, columns }: Load, io: Io): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-query-"));
  const reader = await openPartReader({ source: parts.source, folder, columns });
  try {
    for (const [i, manifest] of parts.manifests.entries()) {
      io.progress?.(`${i} of ${parts.manifests.length} parts`);
      const inserted = await engine.insertJson(parts.table, reader.rows(manifest), ticksOf(manifest.window.to));
      checkCount(manifest, inserted);
    }
    io.progress?.("");
    const read = `${parts.manifests.length} parts, ${reader.bytesRead().toLocaleString("en")} bytes read`;
    io.err(`${read} of ${parts.bytes.toLocaleString("en")}.\n`);
  } finally {
    reader.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function checkCount({ rows, blob }: ArchiveManifest, inserted: number): void {
  if (rows === inserted) return;
  const found = `${blob.name} has ${inserted} rows, and its manifest says ${rows}.`;
  throw new CliError("failed", `${found}\n"logdoctor archive verify" tells more.`);
}
