import type { DatabaseSync } from "node:sqlite";
import { cursorOf, sortOf } from "../../documents/cursor.ts";
import {
  type DocumentStore,
  type DueDocument,
  groupOfWrites,
  type ListRequest,
  type Page,
  type Stored,
} from "../../documents/document-store.ts";
import type { Bodies, Kind } from "../../documents/kinds.ts";
import { groupCommit } from "./group-commit.ts";
import { type ReadCache, readCache } from "./read-cache.ts";
import { openDatabase } from "./schema.ts";
import { prepareStatements, type Statements } from "./statements.ts";
import { transactor } from "./transact.ts";

export interface EmbeddedStoreOptions {
  /** A file, or `:memory:`. */
  readonly file: string;
  readonly now: () => Date;
}

/** An open store's parts. */
export interface Open {
  readonly database: DatabaseSync;
  readonly statements: Statements;
  readonly cache: ReadCache;
  readonly now: () => Date;
}

export interface Row {
  readonly id: string;
  readonly etag: string;
  readonly sort: string;
  readonly expiresAt: number | null;
  readonly body: string;
}

/** Bodies above this size are not remembered: runs can be large and are rarely read twice. */
const maxCachedBody = 16_384;
/** Sorts after every key: keys are printable text. */
const lastSort = "\u{10ffff}";

/** A store in one SQLite file of its own. @throws Error when the file is in use or newer than this program. */
export function openEmbeddedStore({ file, now }: EmbeddedStoreOptions): DocumentStore {
  const database = openDatabase(file);
  const open: Open = { database, statements: prepareStatements(database), cache: readCache(), now };
  const enqueue = groupCommit(transactor(open));
  return {
    read: async (tenantId, kind, id) => readDocument(open, { tenantId, kind }, id),
    list: async (tenantId, kind, request) => listDocuments(open, { tenantId, kind }, request),
    commit: async (tenantId, writes) => {
      groupOfWrites(writes);
      return enqueue({ tenantId, writes });
    },
    due: async (kind, limit) => dueDocuments(open, kind, limit),
    ready: async () => {
      open.statements.read.get("", "", "");
    },
    close: async () => database.close(),
  };
}

interface Place<K extends Kind> {
  readonly tenantId: string;
  readonly kind: K;
}

function readDocument<K extends Kind>(
  open: Open,
  { tenantId, kind }: Place<K>,
  id: string,
): Stored<Bodies[K]> | undefined {
  const known = open.cache.get(tenantId, kind, id);
  if (known !== undefined) return isGone(open, known) ? undefined : (known.stored as Stored<Bodies[K]>);
  const row = open.statements.read.get(tenantId, kind, id) as Row | undefined;
  if (row === undefined) {
    open.cache.set({ tenantId, kind, id }, { stored: undefined, expiresAt: null });
    return undefined;
  }
  const stored = { id, etag: row.etag, body: JSON.parse(row.body) as Bodies[K] };
  const entry = { stored, expiresAt: row.expiresAt };
  if (row.body.length <= maxCachedBody) open.cache.set({ tenantId, kind, id }, entry);
  return isGone(open, entry) ? undefined : stored;
}

export function isGone({ now }: Open, { expiresAt }: Pick<Row, "expiresAt">): boolean {
  return expiresAt !== null && expiresAt <= now().getTime();
}

function listDocuments<K extends Kind>(
  open: Open,
  { tenantId, kind }: Place<K>,
  { limit, cursor, newestFirst = false, tag }: ListRequest,
): Page<Bodies[K]> {
  const after = cursor === undefined ? (newestFirst ? lastSort : "") : sortOf(cursor);
  const named = { tenantId, kind, after, now: open.now().getTime(), limit: limit + 1 };
  const statement = open.statements.list(newestFirst, tag !== undefined);
  const rows = statement.all(tag === undefined ? named : { ...named, tag }) as unknown as Row[];
  const taken = rows.slice(0, limit);
  const last = taken.at(-1);
  const items = taken.map((row) => ({ id: row.id, etag: row.etag, body: JSON.parse(row.body) as Bodies[K] }));
  return rows.length > limit && last !== undefined ? { items, nextCursor: cursorOf(last.sort) } : { items };
}

function dueDocuments<K extends Kind>({ statements, now }: Open, kind: K, limit: number): DueDocument<Bodies[K]>[] {
  const rows = statements.due.all({ kind, now: now().getTime(), limit }) as unknown as (Row & { tenantId: string })[];
  return rows.map(({ tenantId, id, etag, body }) => ({ tenantId, id, etag, body: JSON.parse(body) as Bodies[K] }));
}
