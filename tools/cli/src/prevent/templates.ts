import { createMiner, type Miner, type TemplateOf } from "@logdoctor/templates";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { type TextColumn, textTable } from "../text-table.ts";
import { type Message, messagesOf } from "./messages.ts";
import { readState, writeState } from "./state-file.ts";

interface TemplatesOptions {
  readonly rows: string;
  readonly field: string;
  readonly state?: string;
  readonly json?: true;
}

/** On a machine of one's own there is memory for more templates than in the agent. */
const MAX_TEMPLATES = 32_768;

/** `logdoctor prevent templates`: which log statement wrote each row. */
export function templatesCommand(io: Io): Command {
  return new Command("templates")
    .summary("find the message templates of rows")
    .description(
      "Finds the log statements that wrote the messages of a file: texts in which <*> stands for what varies. Reads the file twice, so that the first row is told by what the last one showed; the order of the rows does not matter.",
    )
    .requiredOption("--rows <file>", "a file with one row a line, as JSON objects by column name")
    .requiredOption("--field <column>", "the column that has the message")
    .option("--state <file>", "read templates of earlier runs from this file, if it is there, and write all to it")
    .option("--json", 'one {"_ItemId","templateId","template"} a row on standard output, in the order of the rows')
    .action(async (options: TemplatesOptions) => templates(options, io));
}

async function templates({ rows, field, state, json }: TemplatesOptions, io: Io): Promise<void> {
  const miner = createMiner({ maxTemplates: MAX_TEMPLATES }, state === undefined ? undefined : await readState(state));
  const learned = await learn(miner, { rows, field }, io);
  const counted = json ? await printRows(miner, { rows, field }, io) : await printTable(miner, { rows, field }, io);
  if (counted !== learned) throw new CliError("failed", `${rows} changed while it was read`);
  if (state !== undefined) await writeState(state, miner.state());
}

interface Source {
  readonly rows: string;
  readonly field: string;
}

async function learn(miner: Miner, { rows, field }: Source, io: Io): Promise<number> {
  let count = 0;
  let texts = 0;
  for await (const { text, hasField } of messagesOf(rows, field)) {
    miner.learn(text);
    count += 1;
    if (hasField) texts += 1;
    if (count % 100_000 === 0) io.progress?.(`${count} rows learned`);
  }
  if (count > 0 && texts === 0) throw new CliError("failed", `No row of ${rows} has the column ${field}`);
  return count;
}

/** Rows are told of together: a write for each of a million would cost more than finding their templates. */
const CHUNK = 65_536;

async function printRows(miner: Miner, source: Source, io: Io): Promise<number> {
  let chunk = "";
  const count = await each(miner, source, ({ itemId }, { templateId, template }) => {
    chunk += `${JSON.stringify({ _ItemId: itemId, templateId, template })}\n`;
    if (chunk.length < CHUNK) return;
    io.out(chunk);
    chunk = "";
  });
  if (chunk !== "") io.out(chunk);
  return count;
}

const TITLES: readonly TextColumn[] = [{ title: "ROWS", right: true }, { title: "TEMPLATE ID" }, { title: "TEMPLATE" }];

const SHOWN = 160;

async function printTable(miner: Miner, source: Source, io: Io): Promise<number> {
  const found = new Map<string, { template: string; count: number }>();
  const count = await each(miner, source, (_, { templateId, template }) => {
    const one = found.get(templateId);
    if (one === undefined) found.set(templateId, { template, count: 1 });
    else one.count += 1;
  });
  const lines = [...found]
    .toSorted(([, a], [, b]) => b.count - a.count || (a.template < b.template ? -1 : 1))
    .map(([id, { template, count: its }]) => [String(its), id, shortened(template)]);
  if (lines.length > 0) io.out(textTable(TITLES, lines));
  io.out(`${lines.length} templates in ${count} rows.\n`);
  return count;
}

function shortened(template: string): string {
  const line = template.replace(/\s+/g, " ");
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}

async function each(
  miner: Miner,
  { rows, field }: Source,
  tell: (message: Message, of: TemplateOf) => void,
): Promise<number> {
  let count = 0;
  for await (const message of messagesOf(rows, field)) {
    tell(message, miner.templateOf(message.text));
    count += 1;
  }
  return count;
}
