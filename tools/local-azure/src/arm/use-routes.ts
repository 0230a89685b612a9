import { json } from "../http/call.ts";
import type { World } from "../world.ts";
import { type ArmCall, workspaceOf } from "./arm-call.ts";
import { type ArmRoute, OI, WORKSPACE } from "./route.ts";

/** Documents of Azure that hold queries: where it shows who uses a table. */
export interface QueryDocuments {
  /** Saved searches and functions, by name. */
  readonly savedSearches?: Readonly<Record<string, { query: string; functionAlias?: string }>>;
  /** Log search alert rules, by name. */
  readonly alertRules?: Readonly<Record<string, { query: string }>>;
  /** Workbooks: the queries of each, by its display name. */
  readonly workbooks?: Readonly<Record<string, readonly string[]>>;
  /** Summary rules, by name. */
  readonly summaryRules?: Readonly<Record<string, { query: string; destinationTable: string }>>;
}

const documents = new WeakMap<World, Map<string, QueryDocuments>>();

/** Puts documents into the subscription of a workspace, in place of those that were there. */
export function setQueryDocuments(world: World, workspaceResourceId: string, all: QueryDocuments): void {
  const known = documents.get(world) ?? new Map<string, QueryDocuments>();
  documents.set(world, known);
  known.set(workspaceResourceId.toLowerCase(), all);
}

const insights = "microsoft.insights";

/**
 * The lists, as far as somebody who looks for queries reads them. Shapes: azure-rest-api-specs, operationalinsights
 * (savedSearches, summaryLogs), monitor (scheduledQueryRules 2022-06-15), applicationinsights (workbooks 2023-06-01).
 */
export const USE_ROUTES: Record<string, ArmRoute> = {
  [`GET ${WORKSPACE}/savedsearches`]: {
    action: `${OI}/workspaces/savedSearches/read`,
    handle: (call) => json(200, { value: savedSearches(call) }),
  },
  [`GET ${WORKSPACE}/summarylogs`]: {
    action: `${OI}/workspaces/summaryLogs/read`,
    handle: (call) => json(200, { value: summaryRules(call) }),
  },
  [`GET /subscriptions/{}/providers/${insights}/scheduledqueryrules`]: {
    action: "Microsoft.Insights/scheduledQueryRules/read",
    handle: (call) => json(200, { value: alertRules(call) }),
  },
  [`GET /subscriptions/{}/providers/${insights}/workbooks`]: {
    action: "Microsoft.Insights/workbooks/read",
    handle: (call) => json(200, { value: workbooks(call) }),
  },
};

function ofWorkspace(call: ArmCall): { id: string; all: QueryDocuments } {
  const { id } = workspaceOf(call);
  return { id, all: documents.get(call.world)?.get(id.toLowerCase()) ?? {} };
}

function ofSubscription(call: ArmCall): [id: string, all: QueryDocuments][] {
  const workspaces = [...call.world.workspaces.values()].filter(
    ({ subscriptionId, tenantId }) =>
      subscriptionId === call.path.subscriptionId && tenantId === call.principal.tenantId,
  );
  return workspaces.map(({ id }) => [id, documents.get(call.world)?.get(id.toLowerCase()) ?? {}]);
}

function savedSearches(call: ArmCall): object[] {
  const { id, all } = ofWorkspace(call);
  return Object.entries(all.savedSearches ?? {}).map(([name, properties]) => ({
    id: `${id}/savedSearches/${name}`,
    name,
    type: `${OI}/savedSearches`,
    properties: { category: "Functions", displayName: name, version: 2, ...properties },
  }));
}

function summaryRules(call: ArmCall): object[] {
  const { id, all } = ofWorkspace(call);
  return Object.entries(all.summaryRules ?? {}).map(([name, { query, destinationTable }]) => ({
    id: `${id}/summaryLogs/${name}`,
    name,
    type: `${OI}/workspaces/summaryLogs`,
    properties: { ruleType: "User", isActive: true, ruleDefinition: { query, binSize: 60, destinationTable } },
  }));
}

function alertRules(call: ArmCall): object[] {
  return ofSubscription(call).flatMap(([scope, all]) =>
    Object.entries(all.alertRules ?? {}).map(([name, { query }]) => ({
      id: `${groupOf(scope)}/providers/Microsoft.Insights/scheduledQueryRules/${name}`,
      name,
      type: "Microsoft.Insights/scheduledQueryRules",
      properties: {
        enabled: true,
        scopes: [scope],
        criteria: { allOf: [{ query, timeAggregation: "Count", operator: "GreaterThan", threshold: 0 }] },
      },
    })),
  );
}

/** The content is there only for who asks for it; `category` is required. */
function workbooks(call: ArmCall): object[] {
  const { searchParams } = call.url;
  const withContent = searchParams.get("canFetchContent")?.toLowerCase() === "true";
  if (searchParams.get("category") !== "workbook") return [];
  return ofSubscription(call).flatMap(([scope, all]) =>
    Object.entries(all.workbooks ?? {}).map(([displayName, queries], place) => {
      const items = queries.map((query) => ({ type: 3, content: { version: "KqlItem/1.0", query } }));
      const serializedData = JSON.stringify({ version: "Notebook/1.0", items });
      return {
        id: `${groupOf(scope)}/providers/Microsoft.Insights/workbooks/${place}`,
        name: String(place),
        type: "Microsoft.Insights/workbooks",
        kind: "shared",
        properties: {
          displayName,
          category: "workbook",
          sourceId: scope,
          ...(withContent ? { serializedData } : {}),
        },
      };
    }),
  );
}

function groupOf(workspaceResourceId: string): string {
  return workspaceResourceId.split("/").slice(0, 5).join("/");
}
