import type { Ceiling, FilterPolicies, FilterRule } from "@logdoctor/shared-policies";
import type { RuleTraffic } from "../jobs/filter/ports.ts";
import { aWorkspaceRule, fakeWorkspaceId } from "./fake-collection-rules.ts";
import { type FakeWorld, fakeWorld } from "./fake-world.ts";
import { aFilterRule, filteredTable } from "./filter-world.ts";

export const firstRuleId = "/subscriptions/s/dataCollectionRules/workspace";
export const secondRuleId = "/subscriptions/s/dataCollectionRules/direct";
const filteredStream = `Microsoft-Table-${filteredTable}`;

interface Flow {
  streams: string[];
  destinations: string[];
  transformKql?: string;
}
export interface Document {
  tags: Record<string, string>;
  properties: { description: string; dataFlows: Flow[] };
}

/** A customer's two data collection rules, as Azure has them and as the customer alone would have them. */
export interface FilterTenant {
  readonly world: FakeWorld;
  readonly stored: Map<string, Document>;
  readonly theirs: Map<string, Document>;
  /** Rules in which somebody edited our own text: what was theirs cannot be told. */
  readonly damaged: Set<string>;
  readonly policies: FilterPolicies;
  /** Rules and fingerprints of texts that were taken out after Azure said that they go wrong. */
  readonly takenBack: Set<string>;
  readonly broken: string[];
  /** When a rule was last written, in milliseconds. */
  readonly writtenAt: Map<string, number>;
  traffic: RuleTraffic | undefined;
  /** Share of the rows that any dry run drops, and rows that a rule of Prevent would miss. */
  dropShare: number;
  lost: number;
  linked: boolean;
  away: boolean;
  awayAtPermit: boolean;
  limits: Partial<Ceiling>;
  edits: number;
  /** Which run holds the lease. */
  leased: number;
}

export function filterTenant(): FilterTenant {
  const first = aWorkspaceRule(filteredTable, "source | extend Kept = 'theirs'") as Document;
  const second = { ...(aWorkspaceRule(filteredTable) as Document), kind: "Direct" };
  const documents = [
    [firstRuleId, first],
    [secondRuleId, second],
  ] as const;
  return {
    world: fakeWorld(),
    stored: new Map(structuredClone(documents)),
    theirs: new Map(structuredClone(documents)),
    damaged: new Set(),
    policies: {
      rules: [],
      sampling: [],
      approvedLosses: [],
      options: { dryRunDays: 1, dangerDropRate: 0.9, tolerance: 0.05, heldOutShare: 0 },
    },
    takenBack: new Set(),
    broken: [],
    writtenAt: new Map(),
    traffic: { received: 0, dropped: 0, errors: 0 },
    dropShare: 0.3,
    lost: 0,
    ...{ linked: true, away: false, awayAtPermit: false, limits: {}, edits: 0, leased: 0 },
  };
}

/** A rule whose value occurs nowhere else: a text shows which rules it was made of. */
export function tokenRule(slot: number, version: string, over: Partial<FilterRule>): FilterRule {
  const matchPattern = `kw${slot}${version}x`;
  const base = { id: `rule-${slot}`, ruleName: `Rule ${slot}`, filterType: "Category", columns: ["CsHost"] } as const;
  return aFilterRule({ ...base, columns: [...base.columns], matchPattern, ...over });
}

export function tokensOf(text: string): string {
  return [...new Set(text.match(/kw\d[a-z]x/g) ?? [])].toSorted().join();
}

const begin = ' | where "logdoctor/filter/1/';
const end = '/end" != ""';

/** Our part of a text, found by its marks alone. */
function oursOf(text: string | undefined): string {
  const from = text?.indexOf(begin) ?? -1;
  const to = text?.indexOf(end) ?? -1;
  return text === undefined || from < 0 || to < 0 ? "" : text.slice(from, to + end.length);
}

/** A rule without our text. */
export function stripped(document: Document): Document {
  const dataFlows = document.properties.dataFlows.map((flow) => {
    const ours = oursOf(flow.transformKql);
    if (ours === "") return flow;
    const rest = flow.transformKql?.replace(ours, "");
    const { transformKql: _, ...bare } = flow;
    return ours.startsWith(`${begin}absent/`) && rest === "source" ? bare : { ...flow, transformKql: rest };
  });
  return { ...document, properties: { ...document.properties, dataFlows } } as Document;
}

/** Texts of ours in a rule, one for each flow that has one. */
export function textsIn(document: Document | undefined): string[] {
  return (document?.properties.dataFlows ?? [])
    .map(({ transformKql }) => oursOf(transformKql))
    .filter((one) => one !== "");
}

export const edits = [
  "tag",
  "step",
  "own-text",
  "inside",
  "broken",
  "taken-out",
  "stale",
  "other-flow",
  "stream",
] as const;
export type Edit = (typeof edits)[number];

/** Someone edits a rule in the portal: what they wrote is theirs, in whatever text of ours it stands. */
export function edit(tenant: FilterTenant, id: string, what: Edit): void {
  const { stored, theirs, damaged } = tenant;
  const ours = stored.get(id);
  const own = theirs.get(id);
  if (ours === undefined || own === undefined) return;
  tenant.edits += 1;
  const repaired = damaged.has(id) || what === "taken-out" || what === "stale";
  if (repaired) {
    damaged.delete(id);
    stored.set(id, structuredClone(own));
    return;
  }
  const mark = `n${tenant.edits}`;
  if (what === "inside") {
    eachFlow(ours, (flow) => replaceOurs(flow, (text) => text.replace(/kw(\d)[a-z]x/, "kw$1zx")));
    return;
  }
  if (what === "broken") {
    spoil(tenant, id, ours);
    return;
  }
  const [flow] = ours.properties.dataFlows;
  // Behind a text that stands alone nothing can be told from ours afterwards.
  if (what === "step" && oursOf(flow?.transformKql).startsWith(`${begin}absent/`)) damaged.add(id);
  for (const document of [ours, own]) change(document, what, mark);
}

function change(document: Document, what: Edit, mark: string): void {
  const [flow] = document.properties.dataFlows;
  if (what === "tag") document.tags[mark] = mark;
  if (what === "other-flow") {
    const other = { streams: ["Microsoft-Syslog"], destinations: ["la"], transformKql: `source | extend ${mark} = 1` };
    document.properties.dataFlows.push(other);
  }
  if (flow === undefined) return;
  if (what === "stream")
    flow.streams = flow.streams.length > 1 ? [filteredStream] : [filteredStream, "Microsoft-Syslog"];
  if (what === "own-text") flow.transformKql = `source | extend ${mark} = 2`;
  if (what === "step") flow.transformKql = `${flow.transformKql ?? "source"} | extend ${mark} = 3`;
}

function spoil({ damaged }: FilterTenant, id: string, document: Document): void {
  if (textsIn(document).length === 0) return;
  damaged.add(id);
  eachFlow(document, (flow) => replaceOurs(flow, (text) => text.replace(end, "/end' != ''")));
}

function eachFlow(document: Document, visit: (flow: Flow) => void): void {
  document.properties.dataFlows.forEach(visit);
}

function replaceOurs(flow: Flow, by: (text: string) => string): void {
  const ours = oursOf(flow.transformKql);
  if (ours !== "" && flow.transformKql !== undefined) flow.transformKql = flow.transformKql.replace(ours, by(ours));
}

export const workspaceId = fakeWorkspaceId;
