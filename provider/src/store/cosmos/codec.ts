import { gunzipSync, gzipSync } from "node:zlib";
import type { Stored, Write } from "../../documents/document-store.ts";
import type { Bodies, Kind } from "../../documents/kinds.ts";
import { AppError } from "../../http/app-error.ts";

/** A document as it lies in Cosmos DB. A large body is kept compressed, since an item may hold 2 MB. */
export interface Item {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: Kind;
  readonly sort: string;
  readonly tag?: string;
  readonly expiresAtMs?: number;
  readonly dueAtMs?: number;
  /** Seconds after the last write in which Cosmos DB removes the item. */
  readonly ttl?: number;
  readonly body?: unknown;
  readonly gzip?: string;
  readonly _etag?: string;
}

const compressFrom = 256 * 1024;
const maxBytes = 1_900_000;

/** Ids are unique within a tenant, over all kinds. */
export function itemId(kind: Kind, id: string): string {
  return `${kind}:${id}`;
}

/** @throws AppError `body-too-large` for a body that no item can hold. */
export function itemOf(tenantId: string, write: Exclude<Write, { op: "delete" }>, now: Date): Item {
  const { kind, id, sort = id, tag, expiresAt, dueAt, body } = write;
  const item = {
    id: itemId(kind, id),
    tenantId,
    kind,
    sort,
    ...(tag === undefined ? {} : { tag }),
    ...(expiresAt === undefined ? {} : expiryOf(expiresAt, now)),
    ...(dueAt === undefined ? {} : { dueAtMs: Date.parse(dueAt) }),
  };
  const text = JSON.stringify(body);
  if (text.length < compressFrom) return { ...item, body };
  const gzip = gzipSync(text).toString("base64");
  if (gzip.length > maxBytes) throw new AppError("body-too-large", "The document is too large to be stored.");
  return { ...item, gzip };
}

function expiryOf(expiresAt: string, now: Date): Pick<Item, "expiresAtMs" | "ttl"> {
  const expiresAtMs = Date.parse(expiresAt);
  return { expiresAtMs, ttl: Math.max(1, Math.ceil((expiresAtMs - now.getTime()) / 1000)) };
}

/** The stored document; undefined for one that has expired but was not yet removed. */
export function storedOf<K extends Kind>(item: Item | undefined, now: Date): Stored<Bodies[K]> | undefined {
  if (item?._etag === undefined || isGone(item, now)) return undefined;
  const body =
    item.gzip === undefined ? item.body : JSON.parse(gunzipSync(Buffer.from(item.gzip, "base64")).toString());
  return { id: item.id.slice(item.kind.length + 1), etag: outerEtag(item._etag), body: body as Bodies[K] };
}

function isGone(item: Item, now: Date): boolean {
  return item.expiresAtMs !== undefined && item.expiresAtMs <= now.getTime();
}

/** Cosmos DB's etags contain quotes; ours travel in a header between quotes. */
export function outerEtag(etag: string): string {
  return Buffer.from(etag).toString("base64url");
}

export function innerEtag(etag: string): string {
  return Buffer.from(etag, "base64url").toString();
}
