import { checkTransform } from "@logdoctor/kql";
import type { ErrorBody } from "../http/errors.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { World } from "../world.ts";
import { type DataFlow, isTrivialTransform, type RuleBody, tableOfStream } from "./rule.ts";
import { streamColumns } from "./stream-columns.ts";

/** Code and texts are unverified: the documentation says only that the service returns detailed errors. */
type Complaint = ErrorBody;

/** Everything wrong with a rule; empty if it may be stored. */
export function validateRule(world: World, body: RuleBody, tenantId: string): Complaint[] {
  const flows = body.properties.dataFlows ?? [];
  const complaints = [
    ...limitComplaints(world, body),
    ...flows.flatMap((flow, index) =>
      flowComplaints({ world, body, tenantId }, flow, `properties.dataFlows[${index}]`),
    ),
  ];
  if (body.kind === "WorkspaceTransforms") complaints.push(...workspaceTransformComplaints(world, body));
  return complaints;
}

function limitComplaints(world: World, body: RuleBody): Complaint[] {
  const { dcrMaxFlows, dcrMaxStreams } = world.settings.limits;
  const flows = body.properties.dataFlows?.length ?? 0;
  const streams = Object.keys(body.properties.streamDeclarations ?? {}).length;
  const complaints: Complaint[] = [];
  if (flows > dcrMaxFlows)
    complaints.push(complaint(`A rule has at most ${dcrMaxFlows} data flows, not ${flows}.`, "properties.dataFlows"));
  if (streams > dcrMaxStreams)
    complaints.push(
      complaint(`A rule has at most ${dcrMaxStreams} streams, not ${streams}.`, "properties.streamDeclarations"),
    );
  return complaints;
}

type Context = { world: World; body: RuleBody; tenantId: string };

function flowComplaints(context: Context, flow: DataFlow, target: string): Complaint[] {
  const found = [...destinationComplaints(context, flow, target), ...streamComplaints(context.body, flow, target)];
  const text = flow.transformKql ?? "";
  if (text === "") return found;
  const limit = context.world.settings.limits.transformMaxCharacters;
  if (text.length > limit)
    found.push(transformComplaint(`The transformation has ${text.length} characters; ${limit} are allowed.`, target));
  if (flow.transform) found.push(transformComplaint("transform and transformKql exclude each other.", target));
  if (flow.streams.length !== 1)
    found.push(transformComplaint("A flow with a transformation has exactly one stream.", target));
  return found.length > 0 ? found : queryComplaints(context, flow, target);
}

/** What the documented subset of KQL does not allow, and what does not bind to the stream's columns. */
function queryComplaints({ world, body }: Context, flow: DataFlow, target: string): Complaint[] {
  const stream = flow.streams[0] ?? "";
  const wanted = tableOfStream(flow.outputStream ?? stream).toLowerCase();
  const [destination] = body.properties.destinations?.logAnalytics ?? [];
  const table = world.workspaces.get((destination?.workspaceResourceId ?? "").toLowerCase())?.tables.get(wanted);
  if (table === undefined || isTrivialTransform(flow)) return [];
  const columns = Object.fromEntries(streamColumns(body, stream, table).map(({ name, type }) => [name, type]));
  return checkTransform(flow.transformKql ?? "", columns).map(({ message, position }) =>
    transformComplaint(`Line ${position.line}, column ${position.column}: ${message}`, target),
  );
}

function destinationComplaints({ world, body, tenantId }: Context, flow: DataFlow, target: string): Complaint[] {
  const known = new Map(
    (body.properties.destinations?.logAnalytics ?? []).map((one) => [one.name, one.workspaceResourceId]),
  );
  const others = Object.entries(body.properties.destinations ?? {}).flatMap(([kind, value]) =>
    kind === "logAnalytics" ? [] : namesIn(value),
  );
  return flow.destinations.flatMap((name) => {
    const workspaceId = known.get(name);
    if (workspaceId === undefined)
      return others.includes(name) ? [] : [complaint(`Destination '${name}' is not declared.`, target)];
    const workspace = world.workspaces.get(workspaceId.toLowerCase());
    if (workspace?.tenantId !== tenantId) return [complaint(`Workspace '${workspaceId}' does not exist.`, target)];
    return [...regionComplaints(body, workspace, target), ...tableComplaints(workspace, flow, target)];
  });
}

function namesIn(value: unknown): string[] {
  return [value]
    .flat()
    .flatMap((one) => (typeof one === "object" && one !== null && "name" in one ? [String(one.name)] : []));
}

function regionComplaints(body: RuleBody, workspace: Workspace, target: string): Complaint[] {
  const same = body.location.replaceAll(" ", "").toLowerCase() === workspace.location.toLowerCase();
  return same ? [] : [complaint(`The rule is in ${body.location}, its workspace in ${workspace.location}.`, target)];
}

function tableComplaints(workspace: Workspace, flow: DataFlow, target: string): Complaint[] {
  const outputs = flow.outputStream ? [flow.outputStream] : flow.streams;
  return outputs
    .filter((stream) => !workspace.tables.has(tableOfStream(stream).toLowerCase()))
    .map((stream) =>
      complaint(
        `Table '${tableOfStream(stream)}' for output stream '${stream}' does not exist in the workspace.`,
        target,
        "InvalidOutputTable",
      ),
    );
}

function streamComplaints(body: RuleBody, flow: DataFlow, target: string): Complaint[] {
  const declared = Object.keys(body.properties.streamDeclarations ?? {});
  return flow.streams
    .filter((stream) => stream.startsWith("Custom-") && !declared.includes(stream))
    .map((stream) => complaint(`Stream '${stream}' is not declared.`, target, "InvalidStream"));
}

/** Shape of the one rule that transforms what no other rule brings. data-collection/data-collection-transformations-create.md */
function workspaceTransformComplaints(world: World, body: RuleBody): Complaint[] {
  const { dataSources, destinations, dataFlows } = body.properties;
  const found: Complaint[] = [];
  if (Object.keys(dataSources ?? {}).length > 0)
    found.push(complaint("A WorkspaceTransforms rule has no data sources.", "properties.dataSources"));
  const targets = destinations?.logAnalytics ?? [];
  if (targets.length !== 1 || Object.keys(destinations ?? {}).length !== 1) {
    found.push(
      complaint("A WorkspaceTransforms rule has exactly one Log Analytics destination.", "properties.destinations"),
    );
  }
  const workspace = world.workspaces.get((targets[0]?.workspaceResourceId ?? "").toLowerCase());
  const seen = new Set<string>();
  for (const [index, flow] of (dataFlows ?? []).entries()) {
    const target = `properties.dataFlows[${index}]`;
    const stream = flow.streams[0] ?? "";
    const table = workspace?.tables.get(tableOfStream(stream).toLowerCase());
    if (!stream.startsWith("Microsoft-Table-"))
      found.push(complaint("The stream must be Microsoft-Table-{Table}.", target));
    if (seen.has(stream)) found.push(complaint(`Table '${tableOfStream(stream)}' has two flows.`, target));
    if (table !== undefined && !table.schema.transform)
      found.push(complaint(`Table '${table.name}' does not support transformations.`, target));
    seen.add(stream);
  }
  return found;
}

function transformComplaint(message: string, target: string): Complaint {
  return complaint(message, target, "InvalidTransformQuery");
}

function complaint(message: string, target: string, code = "InvalidProperty"): Complaint {
  return { code, message, target };
}
