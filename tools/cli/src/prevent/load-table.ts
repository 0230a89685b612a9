import type { RuleKit } from "@logdoctor/agent/prevent";
import { tableColumns } from "@logdoctor/kql/tables";
import type { Column, Engine } from "@logdoctor/kql-engine";
import { CliError } from "../cli-error.ts";
import { loadRows } from "../detect/replay-rows.ts";
import { inferColumns } from "../kql/infer-columns.ts";
import { linesOf } from "../kql/lines.ts";

interface Loading {
  readonly engine: Engine;
  readonly table: string;
  readonly file: string;
  /** Ticks: when the rows are taken to have arrived. */
  readonly now: bigint;
  readonly kit: RuleKit;
}

const standard: readonly Column[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "_ItemId", type: "string" },
  { name: "_ResourceId", type: "string" },
  { name: "_BilledSize", type: "real" },
  { name: "_IsBillable", type: "string" },
];

/**
 * Makes a table of the scratch workspace and fills it from a file. A row that says nothing else is billed by the length of
 * its JSON. Throws CliError for a table that no rule reads, and with the line at fault.
 */
export async function loadTable({
  engine,
  table,
  file,
  now,
  kit,
}: Loading): Promise<{ columns: string[]; scanned: number }> {
  const custom = table.endsWith("_CL");
  if (!custom && !Object.hasOwn(kit.normalisers, table))
    throw new CliError(
      "usage",
      `No rule reads the table ${table}. There are: ${Object.keys(kit.normalisers).join(", ")}, and custom tables, whose names end with _CL.`,
    );
  const declared = Object.entries(tableColumns(table) ?? {}).map(([name, type]) => ({ name, type }));
  const columns = custom ? await customColumns(file) : declared;
  await engine.createTable(table, columns);
  const insertJson: Engine["insertJson"] = (to, rows, at) => engine.insertJson(to, billed(rows), at);
  const scanned = await loadRows({ engine: { ...engine, insertJson }, table, file, columns, now });
  return { columns: columns.map(({ name }) => name), scanned };
}

/** Rows with their size, as far as they do not give it: that of their JSON without the columns of the service. */
async function* billed(rows: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const text of rows) {
    const row = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const own = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("_")));
    yield JSON.stringify({
      ...row,
      _BilledSize: row["_BilledSize"] ?? Buffer.byteLength(JSON.stringify(own)),
      _IsBillable: String(row["_IsBillable"] ?? true),
    });
  }
}

async function customColumns(file: string): Promise<Column[]> {
  const inferred = await inferColumns(filled(file)).catch((error: unknown) => {
    if (error instanceof CliError) throw error;
    throw new CliError(
      "failed",
      `${file} holds a line that is no JSON object: ${error instanceof Error ? error.message : error}`,
    );
  });
  const own = inferred.filter(({ name }) => !standard.some((column) => column.name === name));
  return [...own, ...standard];
}

async function* filled(file: string): AsyncGenerator<string> {
  for await (const line of linesOf(file, "The file of rows")) if (line.trim() !== "") yield line;
}
