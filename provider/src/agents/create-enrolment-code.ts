import type { createEnrolmentCode } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import type { Reply } from "../http/mount.ts";
import { createCode } from "./agent-store.ts";
import { hashOfCode, newEnrolmentCode } from "./enrolment-code.ts";

const codeLifeMs = 24 * 3_600_000;

/** Makes a one-time code for the caller's tenant. It is shown here and never again. */
export async function makeEnrolmentCode(ctx: RequestContext): Promise<Reply<typeof createEnrolmentCode>> {
  const enrolmentCode = newEnrolmentCode();
  const expiresAt = new Date(ctx.now.getTime() + codeLifeMs).toISOString();
  const code = createCode(hashOfCode(enrolmentCode), { createdBy: ctx.principal.objectId, expiresAt });
  const result = await ctx.deps.documents.commit(ctx.tenantId, [code]);
  if (!result.committed) throw new AppError("conflict", "The code was made twice. Try again.");
  return { data: { enrolmentCode, expiresAt } };
}
