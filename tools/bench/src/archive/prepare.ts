import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openDuckdbCodec } from "@logdoctor/agent/archive";
import { splitRows, type WorkspaceProof } from "@logdoctor/agent/archive/testing";
import { sampleColumns, sampleRow, seeded } from "./sample-rows.ts";

/** One window as it lies on disk: the query API's answer, the same rows as JSON objects, and what is known of them. */
export interface PreparedWindow {
  readonly answer: string;
  readonly objects: string;
  readonly proof: WorkspaceProof;
}

export interface Prepared {
  readonly folder: string;
  readonly windows: readonly PreparedWindow[];
}

/** Writes the rows and computes the proofs that the workspace would give: all that the measured path must not pay for. */
export async function prepare(folder: string, size: { windows: number; rows: number }): Promise<Prepared> {
  await mkdir(folder, { recursive: true });
  const codec = await openDuckdbCodec({ memoryLimit: "1GB", threads: 2, tempDirectory: folder });
  const windows: PreparedWindow[] = [];
  try {
    for (let i = 0; i < size.windows; i++) {
      const answer = join(folder, `${i}.answer.json`);
      const objects = join(folder, `${i}.ndjson`);
      await pipeline(Readable.from(answerText(i, size.rows)), createWriteStream(answer));
      await pipeline(Readable.from(objectText(i, size.rows)), createWriteStream(objects));
      const rows = await splitRows(createReadStream(answer), join(folder, "rows"));
      const encoded = await codec.encode(rows, join(folder, "rows.parquet"), []);
      const proof = { ...(await codec.proof(encoded, sampleColumns)), sourceBytes: size.rows * bytesPerRow };
      windows.push({ answer, objects, proof });
    }
  } finally {
    codec.close();
  }
  await rm(join(folder, "rows"), { force: true });
  await rm(join(folder, "rows.parquet"), { force: true });
  const prepared = { folder, windows };
  await writeFile(preparedFile(folder), JSON.stringify(prepared));
  return prepared;
}

export function preparedFile(folder: string): string {
  return join(folder, "prepared.json");
}

/** What the workspace would bill a row by. */
const bytesPerRow = 400;
const rowsAtOnce = 500;

function* answerText(seed: number, rows: number): Generator<string> {
  yield `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(sampleColumns)},"rows":[`;
  for (const batch of batches(seed, rows)) {
    yield `${batch.first ? "" : ","}${batch.rows.map((row) => JSON.stringify(row)).join(",")}`;
  }
  yield "]}]}";
}

function* objectText(seed: number, rows: number): Generator<string> {
  const names = sampleColumns.map(({ name }) => name);
  for (const batch of batches(seed, rows)) {
    const objects = batch.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
    yield objects.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}

function* batches(seed: number, rows: number): Generator<{ first: boolean; rows: unknown[][] }> {
  const random = seeded(seed);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - from);
    yield { first: from === 0, rows: Array.from({ length: count }, (_, i) => sampleRow(random, from + i)) };
  }
}
