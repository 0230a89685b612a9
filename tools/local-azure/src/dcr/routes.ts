import { z } from "zod";
import { type ArmCall, notFound, readArmBody } from "../arm/arm-call.ts";
import type { ArmRoute } from "../arm/route.ts";
import { json } from "../http/call.ts";
import { azureError } from "../http/errors.ts";
import { type DataCollectionRule, RuleBody } from "./rule.ts";
import { storeRule } from "./store-rule.ts";
import { validateRule } from "./validate.ts";

const TYPE = "Microsoft.Insights/dataCollectionRules";
const IN_GROUP = "/subscriptions/{}/resourcegroups/{}/providers/microsoft.insights/datacollectionrules";

/** A PATCH takes these two and nothing else. data-collection rules, ResourceForUpdate of 2024-03-11 */
const RulePatch = z.strictObject({
  tags: z.record(z.string(), z.string()).optional(),
  identity: z.unknown().optional(),
});

export const DCR_ROUTES: Record<string, ArmRoute> = {
  "GET /subscriptions/{}/providers/microsoft.insights/datacollectionrules": {
    action: `${TYPE}/read`,
    handle: listRules,
  },
  [`GET ${IN_GROUP}`]: { action: `${TYPE}/read`, handle: listRules },
  [`GET ${IN_GROUP}/{}`]: { action: `${TYPE}/read`, handle: (call) => json(200, ruleBody(call, existingRule(call))) },
  [`PUT ${IN_GROUP}/{}`]: { action: `${TYPE}/write`, handle: putRule },
  [`PATCH ${IN_GROUP}/{}`]: { action: `${TYPE}/write`, handle: patchRule },
  [`DELETE ${IN_GROUP}/{}`]: { action: `${TYPE}/delete`, handle: deleteRule },
};

function ruleId(call: ArmCall): string {
  const { subscriptionId, resourceGroup, names } = call.path;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${TYPE}/${names[2] ?? ""}`;
}

function find(call: ArmCall): DataCollectionRule | undefined {
  const rule = call.world.rules.get(ruleId(call).toLowerCase());
  return rule?.tenantId === call.principal.tenantId ? rule : undefined;
}

export function existingRule(call: ArmCall): DataCollectionRule {
  const rule = find(call);
  if (rule === undefined) throw notFound(ruleId(call));
  return rule;
}

function listRules(call: ArmCall): Response {
  const { subscriptionId, resourceGroup } = call.path;
  const found = [...call.world.rules.values()].filter(
    (rule) =>
      rule.tenantId === call.principal.tenantId &&
      rule.subscriptionId === subscriptionId &&
      (resourceGroup === "" || rule.resourceGroup.toLowerCase() === resourceGroup.toLowerCase()),
  );
  return json(200, { value: found.map((rule) => ruleBody(call, rule)) });
}

/** Creates or replaces; read-only members in the body are ignored, unknown ones are kept. There is no If-Match in the specification. */
function putRule(call: ArmCall): Response {
  const body = readArmBody(call, RuleBody);
  const details = validateRule(call.world, body, call.principal.tenantId);
  if (details.length > 0) {
    throw azureError(400, { code: "InvalidPayload", message: "Data collection rule is invalid", details });
  }
  const before = find(call);
  const rule = storeRule(call.world, { id: ruleId(call), tenantId: call.principal.tenantId, body });
  return json(before === undefined ? 201 : 200, ruleBody(call, rule));
}

function patchRule(call: ArmCall): Response {
  const rule = existingRule(call);
  const patch = readArmBody(call, RulePatch);
  if (patch.tags !== undefined) rule.body = { ...rule.body, tags: patch.tags };
  if ("identity" in patch) rule.body = { ...rule.body, identity: patch.identity };
  rule.etag = newEtag(call);
  return json(200, ruleBody(call, rule));
}

function deleteRule(call: ArmCall): Response {
  const removed = find(call) !== undefined && call.world.rules.delete(ruleId(call).toLowerCase());
  return new Response(null, { status: removed ? 200 : 204 });
}

function newEtag(call: ArmCall): string {
  return `"${call.world.newId()}"`;
}

function ruleBody(call: ArmCall, rule: DataCollectionRule): object {
  const { properties, ...rest } = rule.body;
  const logAnalytics = properties.destinations?.logAnalytics?.map((one) => {
    const workspace = call.world.workspaces.get(one.workspaceResourceId.toLowerCase());
    return workspace === undefined ? one : { ...one, workspaceId: workspace.customerId };
  });
  return {
    ...rest,
    id: rule.id,
    name: rule.name,
    type: TYPE,
    etag: rule.etag,
    properties: {
      ...properties,
      ...(logAnalytics === undefined ? {} : { destinations: { ...properties.destinations, logAnalytics } }),
      immutableId: rule.immutableId,
      ...(rule.body.kind === "Direct" ? { endpoints: { logsIngestion: call.world.baseUrl() } } : {}),
      provisioningState: "Succeeded",
    },
  };
}
