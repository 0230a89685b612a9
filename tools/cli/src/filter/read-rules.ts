import { readFile } from "node:fs/promises";
import { type TableColumns, tableColumns } from "@logdoctor/kql/tables";
import { RulesFile } from "@logdoctor/shared-policies";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { FilterFault } from "./fault.ts";

/** Where the rules' own table is not said. */
const DEFAULT_TABLE = "AppTraces";

/** The rules of a file. Throws FilterFault with every field at fault. */
export async function readRules(file: string): Promise<RulesFile> {
  const text = await textOf(file, "The file of rules");
  try {
    return RulesFile.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError) throw new FilterFault("invalid-rules", `${file}:\n${z.prettifyError(error)}`);
    if (error instanceof SyntaxError) throw new FilterFault("invalid-rules", `${file} is no JSON: ${error.message}`);
    throw error;
  }
}

/** The text of a file. Throws CliError when it cannot be read. */
export async function textOf(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new CliError("failed", `${what} ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** The table that is asked for, or the only one that the rules name. */
export function tableOf(asked: string | undefined, { rules, sampling }: RulesFile): string {
  if (asked !== undefined) return asked;
  const named = [...new Set([...rules, ...sampling].flatMap(({ table }) => table ?? []))];
  if (named.length > 1) throw new CliError("usage", `The rules are for ${named.join(", ")}: choose one with --table.`);
  return named[0] ?? DEFAULT_TABLE;
}

/** Columns of a table as it arrives. What Log Analytics adds later is none of them. */
export function arrivingColumns(table: string): TableColumns | undefined {
  const columns = tableColumns(table);
  return columns === undefined ? undefined : withoutAdded(columns);
}

export function withoutAdded(columns: TableColumns): TableColumns {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !ADDED.has(name)));
}

// https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns
const ADDED = new Set(["_ItemId", "_BilledSize", "_IsBillable", "_SubscriptionId", "Type", "TenantId"]);
