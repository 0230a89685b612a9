import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { CosmosClient, type Database } from "@azure/cosmos";
import { createHttpServer } from "@vercel/cosmosdb-server";
import { containers } from "../store/cosmos/containers.ts";

export interface CosmosEmulator {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** A Cosmos DB of this process, with the containers that the provider needs, reached through the real SDK. */
export async function cosmosEmulator(): Promise<CosmosEmulator> {
  const emulator = createHttpServer({ keepAlive: true } as object);
  emulator.listen(0, "127.0.0.1");
  await once(emulator, "listening");
  const front = createServer(atomicBatches(emulator));
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  const { port } = front.address() as AddressInfo;
  const client = new CosmosClient({
    endpoint: `http://127.0.0.1:${port}`,
    key: Buffer.from("any key").toString("base64"),
    connectionPolicy: { enableEndpointDiscovery: false, requestTimeout: 10_000 },
  });
  const { database } = await client.databases.createIfNotExists({ id: "logdoctor" });
  for (const { id, partitionKey, defaultTtl } of Object.values(containers)) {
    await database.containers.createIfNotExists({ id, partitionKey: { paths: [partitionKey] }, defaultTtl });
  }
  const close = async (): Promise<void> => {
    client.dispose();
    for (const server of [front, emulator]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { database, close };
}

interface Operation {
  readonly operationType: string;
  readonly id?: string;
  readonly ifMatch?: string;
  readonly resourceBody?: { readonly id: string };
}

// The emulator applies a batch's operations one by one and keeps those before a failure; Cosmos DB keeps none. The
// front looks at all conditions first, one batch at a time, and answers as Cosmos DB does when one does not hold.
function atomicBatches(emulator: Server): RequestListener {
  const [pass] = emulator.listeners("request") as RequestListener[];
  const origin = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  let turn: Promise<unknown> = Promise.resolve();
  return (request, response) => {
    if (request.headers["x-ms-cosmos-is-batch-request"] === undefined) {
      pass?.(request, response);
      return;
    }
    turn = turn
      .then(() => answerBatch(origin, request))
      .then(({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body))
      .catch((error: Error) => response.destroy(error));
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function answerBatch(origin: string, request: IncomingMessage): Promise<Answer> {
  const operations = JSON.parse(await text(request)) as Operation[];
  const partitionKey = String(request.headers["x-ms-documentdb-partitionkey"]);
  const collection = `${origin}${request.url}`;
  const failures = await Promise.all(operations.map((operation) => failureOf(collection, partitionKey, operation)));
  const first = failures.findIndex((status) => status !== undefined);
  if (first >= 0) {
    const results = failures.map((status, i) => ({ statusCode: i === first ? status : 424, requestCharge: 0 }));
    return { status: 207, body: JSON.stringify(results) };
  }
  // The emulator wants the partition key on each operation too; Cosmos DB takes it from the header.
  const body = JSON.stringify(operations.map((operation) => ({ ...operation, partitionKey })));
  const response = await fetch(collection, {
    method: "POST",
    headers: {
      "x-ms-documentdb-partitionkey": partitionKey,
      "x-ms-cosmos-is-batch-request": "true",
      "x-ms-cosmos-batch-atomic": "true",
    },
    body,
  });
  return { status: response.status, body: await response.text() };
}

async function failureOf(
  collection: string,
  partitionKey: string,
  { operationType, id, ifMatch, resourceBody }: Operation,
): Promise<number | undefined> {
  if (operationType === "Upsert") return undefined;
  const url = `${collection}/${encodeURIComponent(id ?? resourceBody?.id ?? "")}`;
  // Without the second header the emulator answers 500 for an item that is missing.
  const headers = {
    "x-ms-documentdb-partitionkey": partitionKey,
    "x-ms-documentdb-query-enablecrosspartition": "true",
  };
  const response = await fetch(url, { headers });
  const found = response.ok ? ((await response.json()) as { _etag: string }) : undefined;
  if (operationType === "Create") return found === undefined ? undefined : 409;
  if (found === undefined) return 404;
  return ifMatch === undefined || ifMatch === found._etag ? undefined : 412;
}
