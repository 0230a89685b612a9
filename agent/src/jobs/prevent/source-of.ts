import { customNormaliser, type LogSource } from "@logdoctor/kql-prevent";
import type { RuleKit, WorkspaceTable } from "./ports.ts";

/** How a table's rows become log records, or undefined for a table of something else. */
export function sourceOf({ normalisers }: Pick<RuleKit, "normalisers">, of: WorkspaceTable): LogSource | undefined {
  const { table, columns } = of;
  const shipped = Object.hasOwn(normalisers, table) ? normalisers[table] : undefined;
  const normaliser = shipped ?? (table.endsWith("_CL") ? customNormaliser(columns) : undefined);
  return normaliser === undefined ? undefined : { table, normaliser };
}
