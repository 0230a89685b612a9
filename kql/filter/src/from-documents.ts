import { keptRate, type RuleDocument, type SamplingDocument } from "@logdoctor/shared-policies";
import type { FilterAst, FilterRuleNode } from "./ast.ts";
import { conditionOf, NoColumn } from "./condition-of.ts";
import { shareOf } from "./hex-prefix.ts";
import { FilterRefusal } from "./refusal.ts";
import { keyOf } from "./row-key.ts";
import { linkedRates } from "./sampling-links.ts";
import type { Columns } from "./targets.ts";

export interface FilterInput {
  readonly table: string;
  /** The columns of the stream, before any transformation. */
  readonly columns: Columns;
  readonly rules: readonly RuleDocument[];
  readonly sampling: readonly SamplingDocument[];
  /** Rules that have expired by then are left out. */
  readonly now?: Date | undefined;
  /** Share of rows that no rule drops, 0 to 1; none without it. */
  readonly heldOut?: number | undefined;
  /** Rows a minute that match, by the id of a rule or of its sampling; they come before what a rule itself says. */
  readonly observedPerMinute?: Readonly<Record<string, number>> | undefined;
}

export interface ReadFilter {
  readonly ast: FilterAst;
  /** Ids of rules that take no part, with the reason. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
  readonly warnings: readonly string[];
}

const ORDER = ["Source", "Keyword", "Category", "Sampling"] as const;
const SAMPLING_PRIORITY = 10_000;

/**
 * The rules of one table as a tree, in the order source, keyword, category, sampling, then by priority, then by id. Throws
 * FilterRefusal for a rule that cannot be read as it is meant.
 */
export function readFilter(input: FilterInput): ReadFilter {
  const left: { id: string; reason: string }[] = [];
  const present = <T extends RuleDocument | SamplingDocument>(document: T): boolean => {
    const reason = absence(document, input);
    if (reason !== undefined) left.push({ id: document.id, reason });
    return reason === undefined;
  };
  const rules = input.rules.filter(present);
  const sampling = input.sampling.filter(present);
  refuseSameId([...rules, ...sampling]);
  const links = linkedRates(rules, sampling);
  const makers = [
    ...rules.map((rule) => () => ruleNode(rule, links.configs.get(rule.id), input)),
    ...links.alone.map((config) => () => samplingNode(config, input)),
  ];
  const { nodes, missed } = applicable(makers);
  const ast = {
    table: input.table,
    rules: nodes.toSorted(byOrder),
    key: keyOf(input.columns),
    heldOut: shareOf(input.heldOut ?? 0),
  };
  left.push(...missed.map(({ ruleId = "", message }) => ({ id: ruleId, reason: message })));
  return { ast, left, warnings: links.warnings };
}

/** The rules that the table has columns for. Throws FilterRefusal where it has columns for none. */
function applicable(makers: readonly (() => FilterRuleNode)[]): { nodes: FilterRuleNode[]; missed: NoColumn[] } {
  const nodes: FilterRuleNode[] = [];
  const missed: NoColumn[] = [];
  for (const make of makers) {
    try {
      nodes.push(make());
    } catch (error) {
      if (!(error instanceof NoColumn)) throw error;
      missed.push(error);
    }
  }
  if (nodes.length === 0 && missed[0] !== undefined) throw missed[0];
  return { nodes, missed };
}

function absence(document: RuleDocument | SamplingDocument, { table, now }: FilterInput): string | undefined {
  if (!document.isActive) return "not active";
  if (document.table !== undefined && document.table !== table) return `for the table ${document.table}`;
  if (!("filterType" in document)) return undefined;
  if (document.state === "Disabled") return "disabled";
  const expires = document.expiresAt;
  return expires !== undefined && now !== undefined && Date.parse(expires) <= now.getTime() ? "expired" : undefined;
}

function refuseSameId(documents: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of documents) {
    if (seen.has(id)) throw new FilterRefusal("duplicate", `Two rules have the id ${id}`, id);
    seen.add(id);
  }
}

function byOrder(a: FilterRuleNode, b: FilterRuleNode): number {
  const type = ORDER.indexOf(a.type) - ORDER.indexOf(b.type);
  return type || a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function ruleNode(rule: RuleDocument, config: SamplingDocument | undefined, input: FilterInput): FilterRuleNode {
  const { id, filterType, matchPattern, columns, matchMode } = rule;
  if (filterType === "Sampling" && rule.action === "DROP")
    throw new FilterRefusal("sampling-action", "A sampling rule has the action SAMPLE, not DROP", id);
  const values = typeof matchPattern === "string" ? [matchPattern] : matchPattern;
  const rate = rule.action === "DROP" ? 0 : (rule.samplingRate ?? config?.samplingRate);
  if (rate === undefined)
    throw new FilterRefusal(
      "no-rate",
      `A rule that samples needs its "samplingRate", or a sampling with its id or name as "targetCategory"`,
      id,
    );
  if (rule.action === "DROP" && rule.samplingRate !== undefined)
    throw new FilterRefusal("sampling-action", 'A rule with the action DROP has no "samplingRate"', id);
  const counted = input.observedPerMinute ?? {};
  const observed = counted[id] ?? counted[config?.id ?? id] ?? rule.observedPerMinute;
  return {
    id,
    name: rule.ruleName,
    type: filterType,
    priority: rule.priority,
    condition: conditionOf({ id, by: filterType, values, columns, matchMode }, input.columns),
    keep: shareOf(keptRate(rate, { maxPerMinute: config?.maxPerMinute, observedPerMinute: observed })),
    maxPerMinute: config?.maxPerMinute,
  };
}

function samplingNode(config: SamplingDocument, input: FilterInput): FilterRuleNode {
  const { id, targetCategory, samplingRate, maxPerMinute } = config;
  const by = targetCategory.startsWith("/") ? "Sampling" : "Category";
  return {
    id,
    name: targetCategory,
    type: "Sampling",
    priority: SAMPLING_PRIORITY,
    condition: conditionOf({ id, by, values: [targetCategory] }, input.columns),
    keep: shareOf(keptRate(samplingRate, { maxPerMinute, observedPerMinute: input.observedPerMinute?.[id] })),
    maxPerMinute,
  };
}
