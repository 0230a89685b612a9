import { createHash } from "node:crypto";
import type { StoredTable } from "./compile/context.ts";
import type { Column } from "./types.ts";

/** A compiled query: its SQL and the columns of its result. */
export interface Plan {
  readonly columns: Column[];
  readonly sql: string;
}

/** A plan for any values. */
export interface Template {
  readonly columns: Column[];
  /** SQL between the values: one piece more than there are holes. */
  readonly pieces: readonly string[];
  /** Index of the value for each hole. */
  readonly holes: readonly number[];
}

/** What is known of a shape: its plan for one row of values, a template, or that its values decide more than they show. */
export type Known = { readonly plan: Plan; readonly values: readonly bigint[] } | Template | "own";

export type Tables = ReadonlyMap<string, StoredTable>;

/** What is remembered for one set of tables. */
export interface PlanMemory {
  /** A set of its own, so that the binder's knowledge of it is shared too. */
  readonly tables: Tables;
  readonly shapes: Map<string, Known>;
}

export const maxPlans = 300;
const maxSets = 4;
const memories = new Map<string, PlanMemory>();

/** The memory of all engines with tables equal to these: a plan hangs on nothing else of an engine. */
export function memoryOf(tables: Tables): PlanMemory {
  const written = [...tables].map(([key, { name, physical, columns }]) => [
    ...[key, name, physical],
    columns.map((column) => [column.name, column.type]),
  ]);
  const key = createHash("sha256").update(JSON.stringify(written)).digest("base64");
  const memory = memories.get(key) ?? { tables: new Map(tables), shapes: new Map() };
  // What was asked for last stands last, and what is first goes.
  memories.delete(key);
  if (memories.size >= maxSets) memories.delete(memories.keys().next().value ?? "");
  memories.set(key, memory);
  return memory;
}
