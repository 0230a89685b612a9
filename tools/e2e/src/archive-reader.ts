import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TokenCredential } from "@azure/core-auth";
import { BlobServiceClient, type ContainerClient } from "@azure/storage-blob";
import { DuckDBInstance } from "@duckdb/node-api";

/** A company's archive as anyone with the right to read blobs sees it: without the agent's own code. */
export interface ArchiveReader {
  names(): Promise<string[]>;
  text(name: string): Promise<string>;
  /** Runs SQL in which `rows` is the Parquet file of that name; the values come as JavaScript values. */
  query(name: string, sql: string): Promise<Record<string, unknown>[]>;
}

export function openArchive(accountUrl: string, container: string, credential: TokenCredential): ArchiveReader {
  const service = new BlobServiceClient(accountUrl, credential);
  const blobs = service.getContainerClient(container);
  return {
    names: () => namesIn(blobs),
    text: async (name) => (await blobs.getBlobClient(name).downloadToBuffer()).toString("utf8"),
    query: (name, sql) => queryBlob(blobs, name, sql),
  };
}

async function namesIn(blobs: ContainerClient): Promise<string[]> {
  const names: string[] = [];
  for await (const blob of blobs.listBlobsFlat()) names.push(blob.name);
  return names;
}

async function queryBlob(blobs: ContainerClient, name: string, sql: string): Promise<Record<string, unknown>[]> {
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-e2e-"));
  const file = join(folder, "part.parquet");
  const database = await DuckDBInstance.create(":memory:");
  const connection = await database.connect();
  try {
    await blobs.getBlobClient(name).downloadToFile(file);
    await connection.run(`CREATE VIEW rows AS SELECT * FROM read_parquet('${file}')`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    database.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
