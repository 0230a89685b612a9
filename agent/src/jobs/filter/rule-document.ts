import { createHash } from "node:crypto";
import { z } from "zod";

const Flow = z.looseObject({
  streams: z.array(z.string()).min(1),
  destinations: z.array(z.string()).nullish(),
  transformKql: z.string().nullish(),
  /** A multi-stage transformation, 2025-05-11; it and `transformKql` exclude each other. */
  transform: z.string().nullish(),
  outputStream: z.string().nullish(),
});
type Flow = z.infer<typeof Flow>;

const Destination = z.looseObject({ name: z.string(), workspaceResourceId: z.string() });

/**
 * The members of a data collection rule that Filter looks at; all others are kept as they came.
 * @see https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-rule-structure
 */
const RuleDocument = z.looseObject({
  kind: z.string().nullish(),
  etag: z.string().optional(),
  properties: z.looseObject({
    streamDeclarations: z
      .record(z.string(), z.looseObject({ columns: z.array(z.looseObject({ name: z.string(), type: z.string() })) }))
      .nullish(),
    destinations: z.looseObject({ logAnalytics: z.array(Destination).nullish() }).nullish(),
    dataFlows: z.array(Flow).nullish(),
  }),
});
export type RuleDocument = z.infer<typeof RuleDocument>;

/** The rule as it came, members in their order, once it is known to be one. Throws ZodError. */
export function ruleDocument(value: unknown): RuleDocument {
  RuleDocument.parse(value);
  return value as RuleDocument;
}

/** Names one flow of a rule: flows have no names of their own. */
export interface FlowKey {
  readonly stream: string;
  readonly table: string;
}

/** Members that Azure writes and a PUT leaves out. */
const readOnly = ["id", "name", "type", "etag", "systemData"];
const readOnlyProperties = ["immutableId", "provisioningState", "endpoints", "ingestionQuotas", "metadata"];

/** What may be sent back to Azure: the rule without what only Azure writes. */
export function writableDocument(document: RuleDocument): RuleDocument {
  const properties = without(document.properties, readOnlyProperties);
  const { destinations } = document.properties;
  const logAnalytics = destinations?.logAnalytics?.map((one) => without(one, ["workspaceId"]));
  const targets = logAnalytics === undefined ? {} : { destinations: { ...destinations, logAnalytics } };
  return { ...without(document, readOnly), properties: { ...properties, ...targets } } as RuleDocument;
}

/** SHA-256 of what a rule says, whatever Azure adds to it: two reads of an unchanged rule agree. */
export function documentHash(document: RuleDocument): string {
  return createHash("sha256")
    .update(canonical(writableDocument(document)))
    .digest("hex");
}

/** The table that a stream's rows reach: `Microsoft-Table-X`, `Microsoft-X` and `Custom-X` all name X. */
function tableOfStream(stream: string): string {
  return stream.replace(/^Microsoft-Table-|^Microsoft-|^Custom-/, "");
}

/** Flows of a rule by which rows reach a table of this workspace. */
export function flowsTo(document: RuleDocument, to: { table: string; workspaceId: string }): FlowKey[] {
  const targets = targetsIn(document, to.workspaceId);
  return (document.properties.dataFlows ?? [])
    .filter(({ destinations }) => destinations?.some((name) => targets.includes(name)))
    .flatMap((flow) => flow.streams.map((stream) => ({ stream, table: tableOf(flow, stream) })))
    .filter(({ table }) => table.toLowerCase() === to.table.toLowerCase());
}

/** Names that a rule gives to a workspace as a destination. */
function targetsIn(document: RuleDocument, workspaceId: string): string[] {
  return (document.properties.destinations?.logAnalytics ?? [])
    .filter(({ workspaceResourceId }) => workspaceResourceId.toLowerCase() === workspaceId.toLowerCase())
    .map(({ name }) => name);
}

/** A flow with a transformation. */
export interface TransformedFlow extends FlowKey {
  readonly transformKql: string;
  /** Whether its rows reach this workspace. */
  readonly isOurs: boolean;
}

/** All flows of a rule that have a transformation, wherever they lead. */
export function transformedFlows(document: RuleDocument, workspaceId: string): TransformedFlow[] {
  const targets = targetsIn(document, workspaceId);
  return (document.properties.dataFlows ?? []).flatMap((flow) => {
    const [stream] = flow.streams;
    const { transformKql, destinations } = flow;
    if (stream === undefined || !transformKql) return [];
    const isOurs = destinations?.some((name) => targets.includes(name)) ?? false;
    return [{ stream, table: tableOf(flow, stream), transformKql, isOurs }];
  });
}

/** The transformation that a flow has; undefined for none. */
export function transformOf(document: RuleDocument, key: FlowKey): string | undefined {
  return flowOf(document, key)?.transformKql ?? undefined;
}

/** Why no rule of ours can be put into a flow, in words for people. */
export function unfitFlow(document: RuleDocument, key: FlowKey): string | undefined {
  const [flow, ...others] = (document.properties.dataFlows ?? []).filter((one) => isFlow(one, key));
  if (others.length > 0) return `Several flows bring ${key.stream} to ${key.table}; which one is meant cannot be told.`;
  if (flow === undefined) return `The data collection rule has no flow of ${key.stream} into ${key.table} any more.`;
  if (flow.transform)
    return `The flow uses the multi-stage transformation "${flow.transform}", which excludes transformKql.`;
  if (flow.streams.length > 1) return "The flow has several streams; a flow with a transformation may have one only.";
  if (new Set(flow.destinations).size > 1)
    return "The flow has several destinations; what the others would lose cannot be told from this workspace.";
  return undefined;
}

/**
 * What else passes a rule: Azure's metrics count all its flows as one. `plain`: flows without a transformation, so that whatever is
 * dropped is dropped by this one.
 */
export function besides(document: RuleDocument, key: FlowKey): "nothing" | "plain" | "transformed" {
  const others = (document.properties.dataFlows ?? []).filter((flow) => !isFlow(flow, key));
  if (others.some(({ transformKql, transform }) => Boolean(transformKql) || Boolean(transform))) return "transformed";
  return others.length > 0 ? "plain" : "nothing";
}

/** A transformation made of the one that is there; undefined stands for none. */
export type NextTransform = (current: string | undefined) => string | undefined;

/** The rule with another transformation in a flow; undefined takes the member out again. */
export function withTransform(document: RuleDocument, key: FlowKey, next: NextTransform): RuleDocument {
  const dataFlows = (document.properties.dataFlows ?? []).map((flow) => {
    const current = flow.transformKql ?? undefined;
    const transformKql = isFlow(flow, key) ? next(current) : current;
    if (transformKql === current) return flow;
    return transformKql === undefined ? without(flow, ["transformKql"]) : { ...flow, transformKql };
  });
  return { ...document, properties: { ...document.properties, dataFlows } } as RuleDocument;
}

function flowOf(document: RuleDocument, key: FlowKey): Flow | undefined {
  return document.properties.dataFlows?.find((flow) => isFlow(flow, key));
}

function isFlow(flow: Flow, { stream, table }: FlowKey): boolean {
  return flow.streams.includes(stream) && tableOf(flow, stream).toLowerCase() === table.toLowerCase();
}

function tableOf(flow: Flow, stream: string): string {
  return tableOfStream(flow.outputStream ?? stream);
}

function without(object: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** JSON whose members are in order of their names: Azure does not promise an order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
