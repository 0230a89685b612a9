import { parseArmPath } from "../arm/path.ts";
import type { World } from "../world.ts";
import type { DataCollectionRule, RuleBody } from "./rule.ts";

interface NewRule {
  /** ARM id. */
  readonly id: string;
  readonly tenantId: string;
  readonly body: RuleBody;
}

/** Creates or replaces a rule that was found to be valid. What it transforms is in force after Azure's delay. */
export function storeRule(world: World, { id, tenantId, body }: NewRule): DataCollectionRule {
  const path = parseArmPath(id);
  const before = world.rules.get(id.toLowerCase());
  const versions = before?.versions ?? [];
  // What is in force stays so until what was written last is.
  const inForce = versions.findLastIndex((one) => one.fromMs <= world.clock.nowMs());
  const fromMs = world.clock.nowMs() + world.settings.behaviour.transformActivationMs;
  const rule: DataCollectionRule = {
    id,
    name: path?.names[2] ?? "",
    tenantId,
    subscriptionId: path?.subscriptionId ?? "",
    resourceGroup: path?.resourceGroup ?? "",
    immutableId: before?.immutableId ?? `dcr-${world.newId().replaceAll("-", "")}`,
    etag: `"${world.newId()}"`,
    body,
    versions: [...versions.slice(Math.max(0, inForce)), { fromMs, body }],
  };
  world.rules.set(id.toLowerCase(), rule);
  return rule;
}
