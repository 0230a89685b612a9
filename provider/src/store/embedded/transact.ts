import { randomUUID } from "node:crypto";
import { type CommitResult, expectedEtag, type Write } from "../../documents/document-store.ts";
import { AppError } from "../../http/app-error.ts";
import { isGone, type Open, type Row } from "./embedded-store.ts";

export interface Commit {
  readonly tenantId: string;
  readonly writes: readonly Write[];
}

const sweepEveryMs = 3_600_000;

/** Applies several callers' commits in one transaction: one write to the disk for all of them. */
export function transactor(open: Open): (commits: readonly Commit[]) => CommitResult[] {
  let sweptAt = 0;
  return (commits) => {
    open.statements.begin.run();
    try {
      if (open.now().getTime() - sweptAt >= sweepEveryMs) {
        sweptAt = open.now().getTime();
        open.statements.sweep.run(sweptAt);
      }
      const results = commits.map((commit) => apply(open, commit));
      open.statements.commit.run();
      return results;
    } catch (error) {
      // What the cache took over from this transaction is not in the file.
      open.cache.clear();
      if (open.database.isTransaction) open.database.exec("ROLLBACK");
      throw new AppError("unavailable", "The store did not take the change.", { cause: error, retryAfter: 5 });
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
  const current = etagOf(open, tenantId, write);
  return write.op === "create" ? current === undefined : current !== undefined && current === expectedEtag(write);
}

function etagOf(open: Open, tenantId: string, { kind, id }: Write): string | undefined {
  const known = open.cache.get(tenantId, kind, id);
  if (known !== undefined) return isGone(open, known) ? undefined : known.stored?.etag;
  const row = open.statements.etag.get(tenantId, kind, id) as Row | undefined;
  return row === undefined || isGone(open, row) ? undefined : row.etag;
}

function applyWrite({ statements, cache }: Open, tenantId: string, write: Write): string {
  if (write.op === "delete") {
    statements.remove.run(tenantId, write.kind, write.id);
    cache.delete(tenantId, write.kind, write.id);
    return "";
  }
  const etag = randomUUID();
  const [expiresAt, dueAt] = [msOf(write.expiresAt), msOf(write.dueAt)];
  const { kind, id, sort = id, tag = null } = write;
  statements.put.run(tenantId, kind, id, etag, sort, tag, expiresAt, dueAt, JSON.stringify(write.body));
  if (kind === "lease") cache.set({ tenantId, kind, id }, { stored: { id, etag, body: write.body }, expiresAt });
  else cache.delete(tenantId, kind, id);
  return etag;
}

function msOf(instant: string | undefined): number | null {
  return instant === undefined ? null : Date.parse(instant);
}
