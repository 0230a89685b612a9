import { z } from "zod";
import { json } from "../http/call.ts";
import { graceAfter, totalDays } from "../workspace/retention.ts";
import { sweep } from "../workspace/sweep.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type ArmCall, armError, readArmBody, workspaceOf } from "./arm-call.ts";
import { type ArmRoute, OI, WORKSPACE } from "./route.ts";

/** Allowed workspace default; 30 days at least on the pay-as-you-go tier. logs/data-retention-configure.md */
const WORKSPACE_DAYS = { min: 30, max: 730 };

const WorkspacePatch = z.looseObject({
  tags: z.record(z.string(), z.string()).optional(),
  properties: z
    .looseObject({
      retentionInDays: z.number().optional(),
      defaultDataCollectionRuleResourceId: z.string().nullable().optional(),
      features: z.looseObject({ immediatePurgeDataOn30Days: z.boolean().optional() }).optional(),
    })
    .optional(),
});

export const WORKSPACE_ROUTES: Record<string, ArmRoute> = {
  [`GET ${WORKSPACE}`]: {
    action: `${OI}/workspaces/read`,
    handle: (call) => json(200, workspaceBody(workspaceOf(call))),
  },
  [`PATCH ${WORKSPACE}`]: { action: `${OI}/workspaces/write`, handle: patchWorkspace },
  "GET /subscriptions/{}/resourcegroups/{}/providers/microsoft.operationalinsights/workspaces": {
    action: `${OI}/workspaces/read`,
    handle: listWorkspaces,
  },
  "GET /subscriptions/{}/providers/microsoft.operationalinsights/workspaces": {
    action: `${OI}/workspaces/read`,
    handle: listWorkspaces,
  },
};

function listWorkspaces(call: ArmCall): Response {
  const { subscriptionId, resourceGroup } = call.path;
  const found = [...call.world.workspaces.values()].filter(
    (one) =>
      one.subscriptionId === subscriptionId &&
      one.tenantId === call.principal.tenantId &&
      (resourceGroup === "" || one.resourceGroup.toLowerCase() === resourceGroup.toLowerCase()),
  );
  return json(200, { value: found.map(workspaceBody) });
}

async function patchWorkspace(call: ArmCall): Promise<Response> {
  const workspace = workspaceOf(call);
  const patch = readArmBody(call, WorkspacePatch);
  const days = patch.properties?.retentionInDays;
  if (days !== undefined && !isWorkspaceDays(days)) {
    const allowed = `${WORKSPACE_DAYS.min} to ${WORKSPACE_DAYS.max}`;
    throw armError(
      400,
      "InvalidParameter",
      `'RetentionInDays' must be ${allowed} days, not ${days}.`,
      "properties.retentionInDays",
    );
  }
  const purge = patch.properties?.features?.immediatePurgeDataOn30Days;
  if (purge !== undefined) workspace.immediatePurgeDataOn30Days = purge;
  if (days !== undefined) changeDefault(call, workspace, days);
  if (patch.tags !== undefined) workspace.tags = patch.tags;
  const rule = patch.properties?.defaultDataCollectionRuleResourceId;
  if (rule === null || rule === "") delete workspace.defaultDataCollectionRuleResourceId;
  else if (rule !== undefined) workspace.defaultDataCollectionRuleResourceId = rule;
  await sweep(call.world, workspace);
  return json(200, workspaceBody(workspace));
}

function isWorkspaceDays(days: number): boolean {
  return Number.isInteger(days) && days >= WORKSPACE_DAYS.min && days <= WORKSPACE_DAYS.max;
}

function changeDefault(call: ArmCall, workspace: Workspace, days: number): void {
  const { clock, settings } = call.world;
  // The one documented way round the grace period. logs/data-retention-configure.md
  const graceDays = workspace.immediatePurgeDataOn30Days && days === 30 ? 0 : settings.limits.retentionGraceDays;
  for (const table of workspace.tables.values()) {
    const before = totalDays(table, workspace.retentionInDays);
    const after = totalDays(table, days);
    if (graceDays === 0 && after < before) table.grace = [];
    else table.grace = graceAfter(table, { before, after, now: clock.nowMs(), graceDays });
  }
  workspace.retentionInDays = days;
}

function workspaceBody(workspace: Workspace): object {
  const rule = workspace.defaultDataCollectionRuleResourceId;
  return {
    id: workspace.id,
    name: workspace.name,
    type: `${OI}/workspaces`,
    location: workspace.location,
    tags: workspace.tags,
    properties: {
      customerId: workspace.customerId,
      provisioningState: "Succeeded",
      sku: { name: "PerGB2018" },
      retentionInDays: workspace.retentionInDays,
      createdDate: workspace.createdAt,
      features: {
        enableLogAccessUsingOnlyResourcePermissions: true,
        immediatePurgeDataOn30Days: workspace.immediatePurgeDataOn30Days,
      },
      ...(rule === undefined ? {} : { defaultDataCollectionRuleResourceId: rule }),
    },
  };
}
