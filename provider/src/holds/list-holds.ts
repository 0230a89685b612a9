import type { listLegalHolds } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { holdsOf } from "./hold-store.ts";

/** Every hold of the tenant, the newest first. */
export async function listHolds(ctx: RequestContext): Promise<Reply<typeof listLegalHolds>> {
  const holds = await holdsOf(ctx.deps.documents, ctx.tenantId);
  return { data: { items: holds.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)) } };
}
