import type { CollectionRules, FilterWorkspace, RuleTraffic } from "../jobs/filter/ports.ts";
import { ruleDocument } from "../jobs/filter/rule-document.ts";

export const fakeWorkspaceId =
  "/subscriptions/s/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/w";
export const fakeRuleId = "/subscriptions/s/resourceGroups/logs/providers/Microsoft.Insights/dataCollectionRules/ours";

/** Data collection rules in memory, as Azure keeps them: a new etag for every write, members of its own in every answer. */
export interface FakeCollectionRules extends CollectionRules {
  readonly stored: Map<string, unknown>;
  readonly writes: string[];
  /** What the metrics of every rule say. */
  traffics: RuleTraffic | undefined;
  /** Called before every read: someone else at work. */
  meanwhile: (reads: number) => void;
  /** What Azure makes of a rule that is written. */
  kept: (document: unknown) => unknown;
  defaultId: string | undefined;
}

export function fakeCollectionRules(rules: Readonly<Record<string, unknown>>): FakeCollectionRules {
  let etag = 0;
  let reads = 0;
  const fake: FakeCollectionRules = {
    ids: Object.keys(rules),
    workspaceId: fakeWorkspaceId,
    stored: new Map(Object.entries(rules)),
    writes: [],
    traffics: { received: 0, dropped: 0, errors: 0 },
    meanwhile: () => undefined,
    kept: (document) => document,
    defaultId: Object.keys(rules)[0],
    defaultRuleId: async () => fake.defaultId,
    async read(id) {
      reads += 1;
      fake.meanwhile(reads);
      const text = JSON.stringify(fake.stored.get(id));
      if (text === undefined) return undefined;
      const document = ruleDocument(JSON.parse(text));
      const properties = { ...document.properties, immutableId: "dcr-1", provisioningState: "Succeeded" };
      return { id, etag: `"${etag}"`, document: { ...document, id, etag: `"${etag}"`, properties } };
    },
    async write(id, document) {
      etag += 1;
      fake.writes.push(id);
      fake.stored.set(id, fake.kept(JSON.parse(JSON.stringify(document))));
    },
    traffic: async () => fake.traffics,
  };
  return fake;
}

/** A workspace's own transformation of one table, with members that no code of ours knows. */
export function aWorkspaceRule(table: string, transformKql?: string): object {
  const flow = { streams: [`Microsoft-Table-${table}`], destinations: ["la"], futureFlow: { x: [1] } };
  return {
    location: "koreacentral",
    kind: "WorkspaceTransforms",
    tags: { team: "platform" },
    futureMember: { on: true },
    properties: {
      description: "made by hand",
      dataSources: {},
      destinations: { logAnalytics: [{ name: "la", workspaceResourceId: fakeWorkspaceId, futureTarget: 1 }] },
      dataFlows: [transformKql === undefined ? flow : { ...flow, transformKql }],
    },
  };
}

/** A workspace without a table that Filter could read. */
export const emptyFilterWorkspace: FilterWorkspace = { table: async () => undefined, rows: async () => [] };
