import { z } from "zod";

const Flow = z.looseObject({
  streams: z.array(z.string()).min(1),
  destinations: z.array(z.string()).min(1),
  transformKql: z.string().nullish(),
  transform: z.string().nullish(),
  outputStream: z.string().nullish(),
});
export type DataFlow = z.infer<typeof Flow>;

const Destination = z.looseObject({ name: z.string(), workspaceResourceId: z.string() });

/** The members of a rule that decide anything; every other member is kept as it came. data-collection/data-collection-rule-structure.md */
export const RuleBody = z.looseObject({
  location: z.string(),
  kind: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  identity: z.unknown().optional(),
  properties: z.looseObject({
    immutableId: z.unknown().optional(),
    streamDeclarations: z
      .record(z.string(), z.looseObject({ columns: z.array(z.looseObject({ name: z.string(), type: z.string() })) }))
      .nullish(),
    dataSources: z.record(z.string(), z.unknown()).nullish(),
    destinations: z.looseObject({ logAnalytics: z.array(Destination).nullish() }).nullish(),
    dataFlows: z.array(Flow).nullish(),
  }),
});
export type RuleBody = z.infer<typeof RuleBody>;

/** A stored data collection rule. */
export type DataCollectionRule = {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly immutableId: string;
  etag: string;
  body: RuleBody;
  /** What was written, oldest first, with the time (ms of the clock) from which its transformations are in force. */
  versions: RuleVersion[];
};

type RuleVersion = { readonly fromMs: number; readonly body: RuleBody };

/** True for a transformation that changes nothing: absent, empty or `source`. data-collection/data-collection-transformations-create.md */
export function isTrivialTransform(flow: DataFlow): boolean {
  return !flow.transform && ["", "source"].includes((flow.transformKql ?? "").trim());
}

/** The table that a flow's output goes to: `Microsoft-Table-X`, `Microsoft-X` and `Custom-X_CL` all name table X. */
export function tableOfStream(stream: string): string {
  return stream.replace(/^Microsoft-Table-|^Microsoft-|^Custom-/, "");
}
