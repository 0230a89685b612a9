import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { cursorOf, sortOf } from "../../documents/cursor.ts";
import {
  type CommitResult,
  type DocumentStore,
  expectedEtag,
  groupOfWrites,
  type ListRequest,
  type Page,
  type Stored,
  type Write,
} from "../../documents/document-store.ts";
import type { Bodies, Kind } from "../../documents/kinds.ts";
import { groupCommit } from "./group-commit.ts";
import { openDatabase } from "./schema.ts";
import { prepareStatements, type Statements } from "./statements.ts";

export interface EmbeddedStoreOptions {
  /** A file, or `:memory:`. */
  readonly file: string;
  readonly now: () => Date;
}

interface Commit {
  readonly tenantId: string;
  readonly writes: readonly Write[];
}

interface Open {
  readonly database: DatabaseSync;
  readonly statements: Statements;
  readonly now: () => Date;
}

const sweepEveryMs = 3_600_000;
/** Sorts after every key: keys are printable text. */
const lastSort = "\u{10ffff}";

/** A store in one SQLite file of its own. @throws Error when the file is in use or newer than this program. */
export function openEmbeddedStore({ file, now }: EmbeddedStoreOptions): DocumentStore {
  const database = openDatabase(file);
  const open: Open = { database, statements: prepareStatements(database), now };
  const enqueue = groupCommit(transactor(open));
  return {
    read: async (tenantId, kind, id) => readDocument(open, tenantId, kind, id),
    list: async (tenantId, kind, request) => listDocuments(open, { tenantId, kind }, request),
    commit: async (tenantId, writes) => {
      groupOfWrites(writes);
      return enqueue({ tenantId, writes });
    },
    ready: async () => {
      open.statements.etag.get("", "", "");
    },
    close: async () => database.close(),
  };
}

interface Row {
  readonly id: string;
  readonly etag: string;
  readonly sort: string;
  readonly expiresAt: number | null;
  readonly body: string;
}

function readDocument<K extends Kind>(
  open: Open,
  tenantId: string,
  kind: K,
  id: string,
): Stored<Bodies[K]> | undefined {
  const row = open.statements.read.get(tenantId, kind, id) as Row | undefined;
  if (row === undefined || isGone(open, row)) return undefined;
  return { id, etag: row.etag, body: JSON.parse(row.body) as Bodies[K] };
}

function isGone(open: Open, row: Pick<Row, "expiresAt">): boolean {
  return row.expiresAt !== null && row.expiresAt <= open.now().getTime();
}

function listDocuments<K extends Kind>(
  open: Open,
  { tenantId, kind }: { tenantId: string; kind: K },
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

function transactor(open: Open): (commits: readonly Commit[]) => CommitResult[] {
  let sweptAt = 0;
  return (commits) => {
    open.database.exec("BEGIN IMMEDIATE");
    try {
      if (open.now().getTime() - sweptAt >= sweepEveryMs) {
        sweptAt = open.now().getTime();
        open.statements.sweep.run(sweptAt);
      }
      const results = commits.map((commit) => apply(open, commit));
      open.database.exec("COMMIT");
      return results;
    } catch (error) {
      if (open.database.isTransaction) open.database.exec("ROLLBACK");
      throw error;
    }
  };
}

// All conditions are looked at before the first change, so a refused commit leaves the shared transaction untouched.
function apply(open: Open, { tenantId, writes }: Commit): CommitResult {
  const failed = writes.findIndex((write) => !holds(open, tenantId, write));
  if (failed >= 0) return { committed: false, failed };
  return { committed: true, etags: writes.map((write) => applyWrite(open, tenantId, write)) };
}

function holds(open: Open, tenantId: string, write: Write): boolean {
  if (write.op === "put") return true;
  const row = open.statements.etag.get(tenantId, write.kind, write.id) as Row | undefined;
  const current = row === undefined || isGone(open, row) ? undefined : row.etag;
  return write.op === "create" ? current === undefined : current !== undefined && current === expectedEtag(write);
}

function applyWrite({ statements }: Open, tenantId: string, write: Write): string {
  if (write.op === "delete") {
    statements.remove.run(tenantId, write.kind, write.id);
    return "";
  }
  const etag = randomUUID();
  const expiresAt = write.expiresAt === undefined ? null : Date.parse(write.expiresAt);
  const { kind, id, sort = id, tag = null } = write;
  statements.put.run(tenantId, kind, id, etag, sort, tag, expiresAt, JSON.stringify(write.body));
  return etag;
}
