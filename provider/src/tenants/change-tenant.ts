import type { RequestContext } from "../context.ts";
import type { Write } from "../documents/document-store.ts";
import { AppError } from "../http/app-error.ts";
import { readTenant, type TenantSettings, writeTenant } from "./tenant-store.ts";

const attempts = 8;

export interface TenantChange {
  readonly tenant: TenantSettings;
  /** Further writes of the same transaction. */
  readonly writes: readonly Write[];
  /** What to throw when a condition of `writes` does not hold. */
  readonly conflict: () => AppError;
}

/**
 * Changes a tenant's settings, and documents with them, in one transaction. `decide` is asked again when someone else
 * changed the settings meanwhile. Returns the etags of `writes`.
 */
export async function changeTenant(
  ctx: RequestContext,
  decide: (tenant: TenantSettings) => TenantChange | Promise<TenantChange>,
): Promise<readonly string[]> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await readTenant(ctx.deps.documents, ctx.tenantId);
    const change = await decide(read.body);
    const writes = [...change.writes, writeTenant(read, change.tenant)];
    const result = await ctx.deps.documents.commit(ctx.tenantId, writes);
    if (result.committed) return result.etags.slice(0, -1);
    if (result.failed < change.writes.length) throw change.conflict();
  }
  throw new AppError("unavailable", "Too many changes at once. Try again.", { retryAfter: 1 });
}
