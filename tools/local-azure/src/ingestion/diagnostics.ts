import { parseExact } from "../exact-json.ts";
import type { Table, Workspace } from "../workspace/workspace.ts";
import type { World } from "../world.ts";
import { deliver, type Passage, type Passageway, store } from "./deliver.ts";

interface Target {
  readonly workspace: Workspace;
  readonly table: Table;
}

/**
 * Rows that come by diagnostic settings or from Application Insights: through the WorkspaceTransforms rule that the workspace names as its
 * default, if that has a flow for their table. data-collection/data-collection-transformations-create.md
 */
export async function sendDiagnostics(world: World, target: Target, texts: readonly string[]): Promise<Passage> {
  const rows = texts.map((text) => parseExact(text) as Record<string, unknown>);
  const way = workspaceTransform(world, target);
  if (way !== undefined) return deliver(world, way, rows);
  await store(world, target, rows);
  return { received: rows.length, stored: rows.length, dropped: 0, failed: 0 };
}

function workspaceTransform(world: World, { workspace, table }: Target): Passageway | undefined {
  const rule = world.rules.get((workspace.defaultDataCollectionRuleResourceId ?? "").toLowerCase());
  if (rule?.body.kind !== "WorkspaceTransforms" || !table.schema.transform) return undefined;
  const stream = `Microsoft-Table-${table.name}`;
  const flow = rule.body.properties.dataFlows?.find(({ streams }) => streams.includes(stream));
  return flow === undefined ? undefined : { rule, flow, stream, workspace, table };
}
