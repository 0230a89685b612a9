import type { LegalHold, releaseLegalHold } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError, notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { findHold, replaceHold } from "./hold-store.ts";

/** Ends a hold; ending it again changes nothing. The hold stays on record. */
export async function releaseHold(
  ctx: RequestContext,
  { params }: Input<typeof releaseLegalHold>,
): Promise<Reply<typeof releaseLegalHold>> {
  const stored = await findHold(ctx.deps.documents, ctx.tenantId, params.id);
  if (stored === undefined) throw notFound("legal hold");
  if (stored.body.releasedAt !== undefined) return { data: stored.body };
  const released: LegalHold = { ...stored.body, releasedAt: ctx.now.toISOString() };
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [replaceHold(stored.etag, released)],
    conflict: () => new AppError("conflict", "Someone else released this hold just now."),
  }));
  return { data: released };
}
