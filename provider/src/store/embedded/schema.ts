import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Each entry takes the file one version up. Never change one that was released: add another. */
const migrations = [
  `CREATE TABLE documents (
     tenantId TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL,
     sort TEXT NOT NULL, tag TEXT, expiresAt INTEGER, body TEXT NOT NULL,
     PRIMARY KEY (tenantId, kind, id)
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX documents_sort ON documents (tenantId, kind, sort);
   CREATE INDEX documents_expiry ON documents (expiresAt) WHERE expiresAt IS NOT NULL;`,
  `ALTER TABLE documents ADD COLUMN dueAt INTEGER;
   CREATE INDEX documents_due ON documents (kind, dueAt) WHERE dueAt IS NOT NULL;
   CREATE INDEX documents_tag ON documents (tenantId, kind, tag, sort) WHERE tag IS NOT NULL;`,
];

/**
 * Opens the file, alone: a second process (or a second store on the same file) is refused.
 * Every commit is on the disk before it returns (WAL with synchronous=FULL).
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    database.exec("PRAGMA wal_autocheckpoint=2000; BEGIN EXCLUSIVE; COMMIT;");
    migrate(database);
  } catch (error) {
    database.close();
    if (!String(error).includes("locked")) throw error;
    throw new Error(`The store ${file} is in use by another process.`, { cause: error });
  }
  if (file !== ":memory:") chmodSync(file, 0o600);
  return database;
}

function migrate(database: DatabaseSync): void {
  const row = database.prepare("PRAGMA user_version").get();
  const version = Number(row?.["user_version"] ?? 0);
  if (version > migrations.length) {
    throw new Error(`The store was written by a newer version (schema ${version}, known ${migrations.length}).`);
  }
  for (const [index, sql] of migrations.entries()) {
    if (index >= version) database.exec(`BEGIN; ${sql} PRAGMA user_version=${index + 1}; COMMIT;`);
  }
}
