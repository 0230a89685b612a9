import type { Engine, QueryOptions } from "@logdoctor/kql-engine";
import { z } from "zod";
import type { Io } from "../io.ts";
import { failureOf } from "./failure.ts";
import { linesOf } from "./lines.ts";
import { allRows } from "./printed-rows.ts";

const Item = z.object({ id: z.union([z.string(), z.number(), z.null()]).optional(), query: z.string() });

interface Batch {
  readonly file: string;
  readonly queryOptions: QueryOptions;
}

/** Answers each line of a file with one line, in order. Nothing that a query does ends the others. */
export async function runBatch(engine: Engine, { file, queryOptions }: Batch, io: Io): Promise<number> {
  let number = 0;
  for await (const line of linesOf(file, "The batch")) {
    number += 1;
    if (line.trim() === "") continue;
    io.out(`${await answerOf(engine, { line, number }, queryOptions)}\n`);
  }
  return 0;
}

async function answerOf(
  engine: Engine,
  { line, number }: { line: string; number: number },
  queryOptions: QueryOptions,
): Promise<string> {
  const item = parsed(line);
  if ("problem" in item) {
    const error = { code: "InvalidLine", message: `Line ${number}: ${item.problem}`, line: number, position: null };
    return JSON.stringify({ id: item.id, error });
  }
  const id = JSON.stringify(item.id ?? null);
  try {
    const result = await engine.query(item.query, queryOptions);
    const rows = await allRows(result);
    return `{"id":${id},"columns":${JSON.stringify(result.columns)},"rows":[${rows.join(",")}]}`;
  } catch (error) {
    const failure = failureOf(error) ?? { code: "Internal", message: String(error), position: null };
    return `{"id":${id},"error":${JSON.stringify(failure)}}`;
  }
}

function parsed(line: string): z.infer<typeof Item> | { problem: string; id: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { problem: `not JSON: ${error instanceof Error ? error.message : error}`, id: null };
  }
  const item = Item.safeParse(value);
  if (item.success) return item.data;
  const given = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value);
  const id = given.success ? given.data.id : null;
  return { problem: 'not an object {"id","query"} with a text as query', id };
}
