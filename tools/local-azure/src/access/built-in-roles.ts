import type { Grant } from "./grants.ts";

type Role = Pick<Grant, "actions" | "notActions" | "dataActions"> & { readonly id: string };

/**
 * The built-in roles that matter to a workspace, cut down to the actions that local-azure knows.
 * Source: MicrosoftDocs/azure-docs articles/role-based-access-control/built-in-roles/monitor.md
 */
export const BUILT_IN_ROLES = {
  "Log Analytics Reader": {
    id: "73c42c96-874c-492b-b04d-ab87d138a893",
    actions: [
      "*/read",
      "Microsoft.OperationalInsights/workspaces/analytics/query/action",
      "Microsoft.OperationalInsights/workspaces/search/action",
    ],
    notActions: ["Microsoft.OperationalInsights/workspaces/sharedKeys/read"],
  },
  "Log Analytics Data Reader": {
    id: "3b03c2da-16b3-4a49-8834-0f8130efdd3b",
    actions: ["Microsoft.OperationalInsights/workspaces/read", "Microsoft.OperationalInsights/workspaces/query/read"],
    dataActions: ["Microsoft.OperationalInsights/workspaces/tables/data/read"],
  },
  "Log Analytics Contributor": {
    id: "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
    actions: ["*/read", "Microsoft.OperationalInsights/*", "Microsoft.Insights/diagnosticSettings/*"],
  },
  "Data Purger": {
    id: "150f5e0c-0603-4f03-8c7f-cf70034c4e90",
    actions: [
      "Microsoft.OperationalInsights/workspaces/*/read",
      "Microsoft.OperationalInsights/workspaces/purge/action",
    ],
  },
  "Monitoring Contributor": {
    id: "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
    actions: ["*/read", "Microsoft.Insights/dataCollectionRules/*", "Microsoft.OperationalInsights/workspaces/write"],
  },
  "Monitoring Metrics Publisher": {
    id: "3913510d-42f4-4e42-8a64-420c390055eb",
    actions: [],
    dataActions: ["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"],
  },
} as const satisfies Record<string, Role>;

export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

/** A role assignment of a built-in role. */
export function builtInGrant(principalId: string, role: BuiltInRole, scope: string): Grant {
  const { id: _, ...allowed } = BUILT_IN_ROLES[role] as Role;
  return { principalId, scope, ...allowed };
}
