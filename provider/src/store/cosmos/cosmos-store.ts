import { type Container, type Database, ErrorResponse, type OperationInput, type SqlQuerySpec } from "@azure/cosmos";
import { cursorOf, sortOf } from "../../documents/cursor.ts";
import {
  type CommitResult,
  type DocumentStore,
  type DueDocument,
  expectedEtag,
  groupOfWrites,
  type ListRequest,
  type Page,
  type Write,
} from "../../documents/document-store.ts";
import { type Bodies, groupOf, type Kind } from "../../documents/kinds.ts";
import { AppError } from "../../http/app-error.ts";
import { type Item, innerEtag, itemId, itemOf, outerEtag, storedOf } from "./codec.ts";
import { containers } from "./containers.ts";

export interface CosmosStoreOptions {
  readonly database: Database;
  readonly now: () => Date;
  readonly close: () => void;
}

/**
 * The production store. One item per document, in the partition of its tenant; documents that change together go as one
 * transactional batch, each under its etag.
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch
 */
export function cosmosStore({ database, now, close }: CosmosStoreOptions): DocumentStore {
  const containerOf = (kind: Kind): Container => database.container(containers[groupOf[kind]].id);
  return {
    read: async (tenantId, kind, id) => {
      const { resource } = await orUnavailable(containerOf(kind).item(itemId(kind, id), tenantId).read<Item>());
      return storedOf(resource, now());
    },
    list: (tenantId, kind, request) => list({ container: containerOf(kind), tenantId, kind, now: now() }, request),
    commit: async (tenantId, writes) => {
      const container = database.container(containers[groupOfWrites(writes)].id);
      return commit(container, tenantId, writes, now());
    },
    due: (kind, limit) => due(containerOf(kind), { kind, limit, now: now() }),
    ready: async () => {
      await orUnavailable(database.read());
    },
    close: async () => close(),
  };
}

interface Listing<K extends Kind> {
  readonly container: Container;
  readonly tenantId: string;
  readonly kind: K;
  readonly now: Date;
}

async function list<K extends Kind>(
  { container, tenantId, kind, now }: Listing<K>,
  request: ListRequest,
): Promise<Page<Bodies[K]>> {
  const query = container.items.query<Item>(listQuery({ tenantId, kind, now }, request), {
    partitionKey: tenantId,
    maxItemCount: request.limit + 1,
  });
  const { resources } = await orUnavailable(query.fetchAll());
  const taken = resources.slice(0, request.limit);
  const items = taken.flatMap((item) => storedOf<K>(item, now) ?? []);
  const last = taken.at(-1);
  return resources.length > request.limit && last !== undefined
    ? { items, nextCursor: cursorOf(last.sort) }
    : { items };
}

function listQuery(
  { tenantId, kind, now }: { tenantId: string; kind: Kind; now: Date },
  { limit, cursor, newestFirst = false, tag }: ListRequest,
): SqlQuerySpec {
  const [compare, order] = newestFirst ? ["<", "DESC"] : [">", "ASC"];
  const conditions = ["c.tenantId = @tenantId", "c.kind = @kind"];
  const parameters: { name: string; value: string | number }[] = [
    { name: "@tenantId", value: tenantId },
    { name: "@kind", value: kind },
    { name: "@now", value: now.getTime() },
    { name: "@limit", value: limit + 1 },
  ];
  conditions.push("(NOT IS_DEFINED(c.expiresAtMs) OR c.expiresAtMs > @now)");
  if (cursor !== undefined) {
    conditions.push(`c.sort ${compare} @after`);
    parameters.push({ name: "@after", value: sortOf(cursor) });
  }
  if (tag !== undefined) {
    conditions.push("c.tag = @tag");
    parameters.push({ name: "@tag", value: tag });
  }
  const query = `SELECT TOP @limit * FROM c WHERE ${conditions.join(" AND ")} ORDER BY c.sort ${order}`;
  return { query, parameters };
}

interface DueRequest<K extends Kind> {
  readonly kind: K;
  readonly limit: number;
  readonly now: Date;
}

// The only query across partitions. It touches what waits for a worker, which is little.
async function due<K extends Kind>(
  container: Container,
  { kind, limit, now }: DueRequest<K>,
): Promise<DueDocument<Bodies[K]>[]> {
  const query = "SELECT TOP @limit * FROM c WHERE c.kind = @kind AND c.dueAtMs <= @now ORDER BY c.dueAtMs ASC";
  const parameters = [
    { name: "@kind", value: kind },
    { name: "@now", value: now.getTime() },
    { name: "@limit", value: limit },
  ];
  const { resources } = await orUnavailable(container.items.query<Item>({ query, parameters }).fetchAll());
  return resources.flatMap((item) => {
    const stored = storedOf<K>(item, now);
    return stored === undefined ? [] : { ...stored, tenantId: item.tenantId };
  });
}

/** Statuses of an operation whose condition did not hold: gone, exists already, changed. */
const conditionFailed = new Set([404, 409, 412]);

async function commit(
  container: Container,
  tenantId: string,
  writes: readonly Write[],
  now: Date,
): Promise<CommitResult> {
  const operations = writes.map((write) => operationOf(tenantId, write, now));
  const { result = [] } = await orUnavailable(container.items.batch(operations, tenantId));
  const failed = result.findIndex(({ statusCode }) => conditionFailed.has(statusCode));
  if (failed >= 0) return { committed: false, failed };
  const other = result.find(({ statusCode }) => statusCode >= 400);
  if (other !== undefined || result.length !== writes.length) {
    throw new AppError("unavailable", "The store did not take the change.", {
      cause: new Error(JSON.stringify(result)),
    });
  }
  return { committed: true, etags: result.map(({ eTag }) => (eTag === undefined ? "" : outerEtag(eTag))) };
}

function operationOf(tenantId: string, write: Write, now: Date): OperationInput {
  if (write.op === "delete") {
    // The SDK's type of a delete lacks `ifMatch`, which the service knows for every operation of a batch.
    const condition = { ifMatch: innerEtag(write.etag) };
    return { operationType: "Delete", id: itemId(write.kind, write.id), ...condition };
  }
  const resourceBody = JSON.parse(JSON.stringify(itemOf(tenantId, write, now)));
  if (write.op === "create") return { operationType: "Create", resourceBody };
  if (write.op === "put") return { operationType: "Upsert", resourceBody };
  return { operationType: "Replace", id: resourceBody.id, resourceBody, ifMatch: innerEtag(expectedEtag(write) ?? "") };
}

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const retryAfter = error instanceof ErrorResponse ? (error.retryAfterInMs ?? 1000) / 1000 : 5;
    throw new AppError("unavailable", "The store does not answer.", { cause: error, retryAfter });
  }
}
