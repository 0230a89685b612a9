import type { AnyEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import type { Handler, Input, Reply } from "../http/mount.ts";
import { type EnrolledAgent, findAgent } from "./agent-store.ts";

export interface AgentContext extends RequestContext {
  readonly agent: EnrolledAgent;
}

/**
 * A handler that only an enrolled identity reaches. Any tenant can mint a good token for a multi-tenant API, so this
 * is what really authorizes an agent.
 */
export function asAgent<E extends AnyEndpoint>(
  verb: (ctx: AgentContext, input: Input<E>) => Promise<Reply<E>>,
): Handler<E> {
  return async (ctx, input) => {
    const agent = await findAgent(ctx.deps.documents, ctx.tenantId, ctx.principal.objectId);
    if (agent === undefined) {
      throw new AppError("agent-not-enrolled", "Enrol this identity with a one-time code first.");
    }
    return verb({ ...ctx, agent: agent.body }, input);
  };
}
