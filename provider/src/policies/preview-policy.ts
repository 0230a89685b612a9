import {
  checkRetentionPolicy,
  classify,
  type previewRetentionPolicy,
  type RetentionPolicy,
  type TenantId,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { readSummary } from "../savings/savings-store.ts";
import { predicateProblems } from "./check-policy.ts";
import { estimate } from "./estimate.ts";
import { policiesOf } from "./policy-store.ts";

const unnamed = "preview";

/** Says what a policy would change, from the agent's last inventory. Stores nothing, also when the policy is wrong. */
export async function previewPolicy(
  ctx: RequestContext,
  { body }: Input<typeof previewRetentionPolicy>,
): Promise<Reply<typeof previewRetentionPolicy>> {
  const { documents } = ctx.deps;
  const at = ctx.now.toISOString();
  const id = body.id ?? unnamed;
  const policy: RetentionPolicy = {
    ...body.policy,
    id,
    tenantId: ctx.tenantId as TenantId,
    createdAt: at,
    updatedAt: at,
  };
  const stored = await policiesOf(documents, ctx.tenantId);
  const others = stored.filter((other) => other.isActive && other.id !== id);
  const summary = await readSummary(documents, ctx.tenantId);
  const { inventory = [], inventoryAt, region } = summary?.body ?? {};
  return {
    data: {
      classification: classify(policy.logCategory, policy.severity),
      problems: [...checkRetentionPolicy(body.policy), ...predicateProblems(ctx.deps, body.policy)],
      ...estimate(policy, others, { inventory, region: region ?? "eastus", now: ctx.now }),
      ...(inventoryAt === undefined ? {} : { inventoryAt }),
    },
  };
}
