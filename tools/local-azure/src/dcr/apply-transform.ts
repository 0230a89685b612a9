import { type Column, createEngine, type Engine, runTransform } from "@logdoctor/kql-engine";
import { parseExact } from "../exact-json.ts";

export interface TransformInput {
  readonly columns: readonly Column[];
  /** Objects with numbers as `parseExact` reads them. */
  readonly rows: readonly Record<string, unknown>[];
  readonly transformKql: string;
  /** The clock, in ticks. */
  readonly now: bigint;
}

/** What is left of the rows, as objects of the output's columns; nulls are left out. Throws KqlError. */
export async function applyTransform({
  columns,
  rows,
  transformKql,
  now,
}: TransformInput): Promise<Record<string, unknown>[]> {
  const engine = await createEngine();
  try {
    await engine.createTable("source", columns);
    const texts = rows.map((row) => JSON.stringify(row));
    await engine.insertJson("source", texts, now);
    const output = (await runTransform(engine, { table: "source", transformKql, now })).columns;
    const dynamics = output.filter(({ type }) => type === "dynamic").map(({ name }) => name);
    const made = await rowsOf(engine, keepingDynamics(transformKql, dynamics), now);
    return made.map((cells) => objectOf(output, cells));
  } finally {
    await engine.close();
  }
}

/** A dynamic leaves as text, and text alone does not tell the number 1 from the string "1": an array of it does. */
function keepingDynamics(transformKql: string, dynamics: readonly string[]): string {
  if (dynamics.length === 0) return transformKql;
  const kept = dynamics.map((name) => `['${name}'] = tostring(pack_array(['${name}']))`);
  return `${transformKql.replace(/[\s;]+$/, "")}\n| extend ${kept.join(", ")}`;
}

async function rowsOf(engine: Engine, transformKql: string, now: bigint): Promise<unknown[][]> {
  const result = await runTransform(engine, { table: "source", transformKql, now });
  const rows: unknown[][] = [];
  for await (const batch of result.rows()) rows.push(...batch.map((text) => parseExact(text) as unknown[]));
  return rows;
}

function objectOf(columns: readonly Column[], cells: readonly unknown[]): Record<string, unknown> {
  const pairs = columns.map(({ name, type }, index) => [name, cellValue(type, cells[index])] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}

function cellValue(type: Column["type"], cell: unknown): unknown {
  if (type !== "dynamic" || typeof cell !== "string") return cell;
  return (parseExact(cell) as unknown[])[0] ?? null;
}
