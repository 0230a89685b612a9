import {
  gbPerMonth,
  ingestionUsdPerMonth,
  measured,
  type PreventFinding,
  type PriceBook,
  preventSeverity,
  type TableSettings,
  violates,
} from "@logdoctor/shared-policies";
import { type Bucket, bucketsOf, largestOf, type TemplatedGroup } from "./buckets.ts";
import { findingIdOf } from "./finding-id.ts";
import type { LogGroup } from "./groups.ts";
import { type QuietVolumes, quietVolumesOf } from "./quiet-volumes.ts";
import { type ActiveRule, readsTable } from "./rule.ts";

/** Finds templates of messages; a miner of `@logdoctor/templates` is one. */
export interface Templates {
  learn(message: string): void;
  /** `formerIds`: of templates that turned out to be this one. */
  templateOf(message: string): {
    readonly templateId: string;
    readonly template: string;
    readonly formerIds?: readonly string[];
  };
}

export interface TableFacts {
  readonly table: string;
  readonly plan: TableSettings["plan"];
  /** Hours in which the groups' rows came. */
  readonly hours: number;
  /** Ids of findings of earlier runs, whose volume is told also where it is not too much. */
  readonly known?: ReadonlySet<string>;
}

export interface FindingTools {
  readonly templates: Templates;
  readonly prices: PriceBook;
  /** At most `max` characters of a text of a log, with nothing in it that must not leave the tenant. */
  readonly mask: (text: string, max: number) => string;
}

/** How a rule fared on one table. */
export interface RuleAnalysis {
  readonly ruleId: string;
  readonly currentValue: number;
  readonly threshold: number;
  readonly isViolation: boolean;
  readonly findings: number;
}

export interface TableFindings {
  readonly rows: number;
  /** Billed. */
  readonly bytes: number;
  /** The dearest first. */
  readonly findings: PreventFinding[];
  readonly analyses: RuleAnalysis[];
  /** What is not too much. */
  readonly quiet: QuietVolumes;
}

const itemsListed = 20;

/** What the rules find in the groups of one table. The templates learn what they had not seen. */
export function findingsOf(
  groups: readonly LogGroup[],
  rules: readonly ActiveRule[],
  of: TableFacts & FindingTools,
): TableFindings {
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  const { templated, texts } = withTemplates(groups, of);
  const reading = rules.filter((rule) => readsTable(rule, of.table));
  const found = reading.map((rule) => {
    const buckets = bucketsOf(rule, templated, { bytes, hours: of.hours });
    const findings = buckets.flatMap((bucket) =>
      violates(rule, bucket.matched) ? [finding(rule, bucket, texts, of)] : [],
    );
    return { findings, analysis: analysisOf(rule, { buckets, findings: findings.length, groups }) };
  });
  const findings = dearestFirst(found.flatMap((one) => one.findings));
  return {
    rows: groups.reduce((sum, group) => sum + group.rows, 0),
    bytes,
    findings,
    analyses: found.map(({ analysis }) => analysis),
    quiet: quietVolumesOf(reading, templated, {
      table: of.table,
      volume: { bytes, hours: of.hours },
      found: new Set(findings.map(({ id }) => id)),
      known: of.known ?? new Set(),
    }),
  };
}

/** The dearest first: by money, then by volume, then by rows, and always in the same order. */
export function dearestFirst(findings: readonly PreventFinding[]): PreventFinding[] {
  return findings.toSorted(
    (a, b) =>
      (b.usdPerMonth ?? 0) - (a.usdPerMonth ?? 0) ||
      b.gbPerMonth - a.gbPerMonth ||
      b.count - a.count ||
      (a.id < b.id ? -1 : 1),
  );
}

/** All messages are learned before the first is asked for, so that the order of the groups does not matter. */
function withTemplates(groups: readonly LogGroup[], { templates, mask }: FindingTools) {
  const listed = groups.filter(({ listed: one }) => one);
  const samples = new Map(listed.map((group) => [group, group.samples.map((text) => mask(text, sampleMax))]));
  for (const text of [...samples.values()].flat()) if (text.trim() !== "") templates.learn(text);
  const texts = new Map<string, string>();
  const templated: TemplatedGroup[] = groups.map((group) => {
    const [text = ""] = samples.get(group) ?? [];
    if (text.trim() === "") return { ...group, templateId: "" };
    const { templateId, template, formerIds = [] } = templates.templateOf(text);
    texts.set(templateId, template);
    return { ...group, templateId, formerIds };
  });
  return { templated, texts };
}

const sampleMax = 1200;

function analysisOf(
  rule: ActiveRule,
  of: { buckets: readonly Bucket[]; findings: number; groups: readonly LogGroup[] },
): RuleAnalysis {
  const values = of.buckets.map(({ matched }) => measured(rule.measure, matched));
  const largest = rule.measure === "kilobytes" ? largestOf(rule, of.groups) / 1024 : 0;
  return {
    ruleId: rule.id,
    currentValue: Math.max(0, Math.round(largest * 1000) / 1000, ...values),
    threshold: rule.threshold,
    isViolation: of.findings > 0,
    findings: of.findings,
  };
}

function finding(
  rule: ActiveRule,
  bucket: Bucket,
  texts: ReadonlyMap<string, string>,
  of: TableFacts & FindingTools,
): PreventFinding {
  const { heaviest, matched, resource, bytes } = bucket;
  const volume = { table: of.table, plan: of.plan, bytes, hours: of.hours };
  const money = ingestionUsdPerMonth(volume, of.prices);
  const weight = { gbPerMonth: gbPerMonth(volume), usdPerMonth: money, shareOfVolume: matched.shareOfVolume };
  const times = bucket.groups.map(({ firstSeen }) => firstSeen).sort();
  return {
    id: findingIdOf(rule, bucket, { table: of.table, known: of.known ?? new Set() }),
    ruleId: rule.id,
    ruleVersion: rule.version,
    ruleType: rule.ruleType,
    severity: preventSeverity(weight),
    table: of.table,
    resource: resource.slice(0, 1000),
    ...whatOf(rule, heaviest, texts, of.mask),
    count: bucket.rows,
    perHour: rule.measure === "duplicatesPerHour" ? matched.duplicatesPerHour : matched.rowsPerHour,
    bytes,
    largestBytes: matched.largestBytes,
    shareOfVolume: matched.shareOfVolume,
    gbPerMonth: weight.gbPerMonth,
    ...(money === undefined ? {} : { usdPerMonth: money }),
    firstSeen: times[0] ?? heaviest.firstSeen,
    lastSeen:
      bucket.groups
        .map(({ lastSeen }) => lastSeen)
        .sort()
        .at(-1) ?? heaviest.lastSeen,
    currentValue: measured(rule.measure, matched),
    threshold: rule.threshold,
    change: rule.change,
    itemIds: itemsOf(rule, bucket),
  };
}

/** What the finding is about, as far as rows tell. */
function whatOf(
  rule: ActiveRule,
  { level, service, callSite, category, templateId }: TemplatedGroup,
  texts: ReadonlyMap<string, string>,
  mask: FindingTools["mask"],
): Partial<PreventFinding> {
  if (rule.subject === "column") return {};
  const place = service === "" ? {} : { service: mask(service, 200) };
  if (rule.subject === "category") return { ...place, subject: mask(category, 200) };
  return {
    ...place,
    ...(callSite === "" ? {} : { callSite: mask(callSite, 500) }),
    ...(level === "" ? {} : { level }),
    ...(templateId === ""
      ? {}
      : { templateId: templateId.slice(0, 64), template: mask(texts.get(templateId) ?? "", 2000) }),
  };
}

/** For a size the largest rows, else some of each group. */
function itemsOf(rule: ActiveRule, { groups }: Bucket): string[] {
  const largest = rule.measure === "kilobytes" ? groups.map(({ largestItem }) => largestItem) : [];
  const all = [...largest, ...groups.flatMap(({ itemIds }) => itemIds)];
  return [...new Set(all)].filter((id) => id !== "" && id.length <= 100).slice(0, itemsListed);
}
