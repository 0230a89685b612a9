import type { DatabaseSync, StatementSync } from "node:sqlite";

const alive = "(expiresAt IS NULL OR expiresAt > :now)";
const key = "tenantId = :tenantId AND kind = :kind";

function listSql(newestFirst: boolean, tagged: boolean): string {
  const [after, order] = newestFirst ? ["sort < :after", "DESC"] : ["sort > :after", "ASC"];
  const tag = tagged ? "AND tag = :tag" : "";
  return `SELECT id, etag, sort, body FROM documents
    WHERE ${key} AND ${after} ${tag} AND ${alive} ORDER BY sort ${order} LIMIT :limit`;
}

export interface Statements {
  readonly read: StatementSync;
  readonly etag: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly sweep: StatementSync;
  readonly begin: StatementSync;
  readonly commit: StatementSync;
  readonly due: StatementSync;
  readonly list: (newestFirst: boolean, tagged: boolean) => StatementSync;
}

export function prepareStatements(database: DatabaseSync): Statements {
  const lists = new Map<string, StatementSync>();
  for (const newestFirst of [false, true]) {
    for (const tagged of [false, true]) {
      lists.set(`${newestFirst}${tagged}`, database.prepare(listSql(newestFirst, tagged)));
    }
  }
  return {
    read: database.prepare(`SELECT etag, expiresAt, body FROM documents WHERE tenantId = ? AND kind = ? AND id = ?`),
    etag: database.prepare(`SELECT etag, expiresAt FROM documents WHERE tenantId = ? AND kind = ? AND id = ?`),
    put: database.prepare(
      `INSERT INTO documents (tenantId, kind, id, etag, sort, tag, expiresAt, dueAt, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (tenantId, kind, id) DO UPDATE SET
         etag = excluded.etag, sort = excluded.sort, tag = excluded.tag, expiresAt = excluded.expiresAt, dueAt = excluded.dueAt,
         body = excluded.body`,
    ),
    due: database.prepare(
      `SELECT tenantId, id, etag, body FROM documents
       WHERE kind = :kind AND dueAt <= :now AND ${alive} ORDER BY dueAt LIMIT :limit`,
    ),
    remove: database.prepare("DELETE FROM documents WHERE tenantId = ? AND kind = ? AND id = ?"),
    sweep: database.prepare("DELETE FROM documents WHERE expiresAt <= ?"),
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    list: (newestFirst, tagged) => lists.get(`${newestFirst}${tagged}`) as StatementSync,
  };
}
