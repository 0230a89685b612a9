import { DocumentId, type StoredPreventFinding, TableName, ViolationState } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import { z } from "zod";
import type { FindingScope } from "../../../api/prevent-queries.ts";
import type { Language } from "../../../i18n/language.ts";
import { ruleNameOf } from "../words/rule-name.ts";

/** What the list shows; open findings without a state. */
export interface FindingFilter {
  readonly state?: ViolationState | "all" | undefined;
  readonly ruleId?: string | undefined;
  readonly table?: string | undefined;
  readonly service?: string | undefined;
}

const fields = {
  state: z.enum([...ViolationState.options, "all"]),
  ruleId: DocumentId,
  table: TableName,
  service: z.string().min(1).max(200),
};

/** The filter that an address names; what it misspells is left out. */
export function findingFilterOf(search: Record<string, unknown>): FindingFilter {
  const read = Object.entries(fields).map(([name, field]) => [name, field.safeParse(search[name]).data]);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as FindingFilter;
}

export function scopeOf({ state }: FindingFilter): FindingScope {
  return state ?? "open";
}

type Filtered = Pick<StoredPreventFinding, "ruleId" | "table" | "service">;

/** Findings that pass the parts of a filter that the service does not know or that change too often to ask. */
export function passing<T extends Filtered>(findings: readonly T[], filter: FindingFilter): T[] {
  const { ruleId, table, service } = filter;
  return findings.filter(
    (one) =>
      one.ruleId === (ruleId ?? one.ruleId) &&
      one.table === (table ?? one.table) &&
      one.service === (service ?? one.service),
  );
}

export interface FilterChoices {
  readonly rules: readonly (readonly [id: string, name: string])[];
  readonly tables: readonly string[];
  readonly services: readonly string[];
}

/** What can be chosen: what some finding has, and what is chosen already. */
export function choicesOf(
  findings: readonly (Filtered & Pick<StoredPreventFinding, "ruleName">)[],
  { ruleId, table, service }: FindingFilter,
): FilterChoices {
  const rules = new Map(ruleId === undefined ? [] : [[ruleId, ruleId]]);
  for (const one of findings) rules.set(one.ruleId, one.ruleName);
  const sorted = (all: readonly (string | undefined)[]): string[] =>
    [...new Set(all.filter((one) => one !== undefined && one !== ""))].toSorted() as string[];
  return {
    rules: [...rules],
    tables: sorted([table, ...findings.map((one) => one.table)]),
    services: sorted([service, ...findings.map((one) => one.service)]),
  };
}

/** Rules to choose from under the names that people read, in the order of their language. */
export function namedRules(
  rules: FilterChoices["rules"],
  t: TFunction<"tab">,
  language: Language,
): FilterChoices["rules"] {
  const { compare } = new Intl.Collator(language);
  const named = rules.map(([id, name]) => [id, ruleNameOf({ ruleId: id, ruleName: name }, t)] as const);
  return named.toSorted(([, a], [, b]) => compare(a, b));
}
