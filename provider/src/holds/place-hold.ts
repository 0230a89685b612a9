import type { LegalHold, placeLegalHold, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { newDocumentId } from "../documents/document-id.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { createHold } from "./hold-store.ts";

/** Places a hold. It counts from the next renewal of a lease on, and comes with every later bundle. */
export async function placeHold(
  ctx: RequestContext,
  { body }: Input<typeof placeLegalHold>,
): Promise<Reply<typeof placeLegalHold>> {
  if (body.from !== undefined && body.to !== undefined && Date.parse(body.from) >= Date.parse(body.to)) {
    throw new AppError("invalid-request", "The hold ends before it begins.", {
      errors: [{ pointer: "/to", detail: "`to` must be later than `from`." }],
    });
  }
  const hold: LegalHold = {
    ...body,
    id: newDocumentId("hold", ctx.deps.randomId()),
    tenantId: ctx.tenantId as TenantId,
    createdBy: ctx.principal.name,
    createdAt: ctx.now.toISOString(),
  };
  await changeTenant(ctx, (tenant) => {
    if (tenant.holdCount >= ctx.deps.limits.holdsPerTenant) {
      throw new AppError("conflict", `A tenant may keep ${ctx.deps.limits.holdsPerTenant} legal holds.`);
    }
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1, holdCount: tenant.holdCount + 1 },
      writes: [createHold(hold)],
      conflict: () => new AppError("conflict", "A hold of this id exists. Try again."),
    };
  });
  return { data: hold };
}
