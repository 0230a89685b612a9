import type { AgentId, enrolAgent, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findAgent, findCode, useCode } from "./agent-store.ts";
import { hashOfCode } from "./enrolment-code.ts";

/**
 * Makes the calling identity an agent of the tenant that issued its token. The code is looked up in that tenant alone,
 * so a code of one tenant is worth nothing in another. An identity that enrols again keeps its agent id.
 */
export async function enrol(
  ctx: RequestContext,
  { body }: Input<typeof enrolAgent>,
): Promise<Reply<typeof enrolAgent>> {
  const { documents, randomId } = ctx.deps;
  const { enrolmentCode, ...described } = body;
  const code = await findCode(documents, ctx.tenantId, hashOfCode(enrolmentCode));
  if (code === undefined) throw notAccepted();
  const known = await findAgent(documents, ctx.tenantId, ctx.principal.objectId);
  const agentId = known?.body.agentId ?? (`agt_${randomId()}` as AgentId);
  const enrolledAt = ctx.now.toISOString();
  const agent = { agentId, objectId: ctx.principal.objectId, enrolledAt, ...described };
  const result = await documents.commit(ctx.tenantId, useCode(code, agent));
  if (!result.committed) throw notAccepted();
  return { data: { agentId, tenantId: ctx.tenantId as TenantId, enrolledAt } };
}

function notAccepted(): AppError {
  return new AppError("enrolment-code-invalid", "The code is unknown in this tenant, was used, or has expired.");
}
