import {
  DocumentId,
  type FilterRuleDraft,
  FilterRuleDraft as FilterRuleDraftDocument,
  FilterType,
  TableName,
} from "@logdoctor/shared-policies";
import type { CheckableRule } from "../../../api/filter-queries.ts";
import { instantOf, localTime } from "../words/local-time.ts";
import { valuesOf } from "../words/match-text.tsx";
import { percentText, shareOf } from "../words/share-text.ts";

/** A rule as it is typed. */
export interface RuleForm {
  readonly ruleName: string;
  readonly filterType: FilterType;
  readonly table: string;
  /** One value a line, taken as it stands: a blank may matter. */
  readonly values: string;
  /** One column a line; empty for what the type looks at. */
  readonly columns: string;
  readonly matchMode: "Term" | "Text";
  readonly action: "DROP" | "SAMPLE";
  /** Percent of what matches that is kept; empty for the rate that is set elsewhere. */
  readonly kept: string;
  readonly priority: string;
  /** Local date and time; empty for never. */
  readonly expires: string;
  readonly isActive: boolean;
}

export type RuleField = keyof RuleForm;

export interface CheckedRule {
  /** Undefined where something is wrong. */
  readonly draft: FilterRuleDraft | undefined;
  /** What can be compiled already, even without a name. */
  readonly checkable: CheckableRule | undefined;
  readonly wrong: readonly RuleField[];
}

const usualDays = 90;
const mostValues = 1000;
const mostColumns = 10;

/** A form to fill in, or a template's; it expires after 90 days unless something else is typed. */
export function newRuleForm(now: Date, template?: Omit<FilterRuleDraft, "isActive">): RuleForm {
  const expiresAt = new Date(now.getTime() + usualDays * 86_400_000).toISOString();
  const empty = { ruleName: "", filterType: "Keyword", table: "", action: "DROP", priority: 100 } as const;
  return formOf({ ...(template ?? { ...empty, matchPattern: [] }), isActive: true, expiresAt });
}

/** A stored rule as a form. */
export function formOf(rule: Omit<FilterRuleDraft, "table"> & { readonly table?: string | undefined }): RuleForm {
  return {
    ruleName: rule.ruleName,
    filterType: rule.filterType,
    table: rule.table ?? "",
    values: valuesOf(rule).join("\n"),
    columns: (rule.columns ?? []).join("\n"),
    matchMode: rule.matchMode ?? "Term",
    action: rule.action,
    kept: rule.samplingRate === undefined ? "" : percentText(rule.samplingRate),
    priority: String(rule.priority),
    expires: rule.expiresAt === undefined ? "" : localTime(rule.expiresAt),
    isActive: rule.isActive,
  };
}

/** Whether lines can say the rule's values: one that has a line break of its own cannot be edited here. */
export function isEditable(rule: Pick<FilterRuleDraft, "matchPattern">): boolean {
  return valuesOf(rule).every((value) => !/[\r\n]/.test(value) && value !== "");
}

export function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== "");
}

/**
 * The rule that a form says, or what is wrong with it. `kept` is the expiry of the stored rule: where its minute is unchanged, so are its
 * seconds.
 */
export function checkRuleForm(form: RuleForm, kept?: string): CheckedRule {
  const values = linesOf(form.values);
  const columns = linesOf(form.columns).map((line) => line.trim());
  const rate = shareOf(form.kept);
  const expiresAt = kept !== undefined && localTime(kept) === form.expires ? kept : instantOf(form.expires);
  const [value] = values;
  const rule = {
    filterType: form.filterType,
    table: form.table.trim(),
    matchPattern: values.length === 1 && value !== undefined ? value : values,
    action: form.action,
    priority: Number(form.priority.trim()),
    isActive: form.isActive,
    ...(columns.length === 0 ? {} : { columns }),
    ...(form.filterType === "Keyword" && form.matchMode === "Text" ? { matchMode: form.matchMode } : {}),
    ...(form.action === "SAMPLE" && rate !== undefined ? { samplingRate: rate } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  const wrong = wrongFields(form, { values, columns, expiresAt, rate });
  const draft = FilterRuleDraftDocument.safeParse({ ...rule, ruleName: form.ruleName.trim() });
  const compiles = wrong.every((field) => field === "ruleName");
  return { draft: wrong.length === 0 ? draft.data : undefined, checkable: compiles ? rule : undefined, wrong };
}

interface Typed {
  readonly values: readonly string[];
  readonly columns: readonly string[];
  readonly expiresAt: string | undefined;
  readonly rate: number | undefined;
}

function wrongFields(form: RuleForm, { values, columns, expiresAt, rate }: Typed): RuleField[] {
  const name = form.ruleName.trim();
  const is: Partial<Record<RuleField, boolean>> = {
    ruleName: name === "" || name.length > 120,
    table: !TableName.safeParse(form.table.trim()).success,
    values: values.length === 0 || values.length > mostValues || values.some((value) => value.length > 4000),
    columns: columns.length > mostColumns || columns.some((column) => column === "" || column.length > 200),
    action: form.filterType === "Sampling" && form.action !== "SAMPLE",
    kept:
      form.action === "SAMPLE" && rate === undefined && !(form.filterType === "Sampling" && form.kept.trim() === ""),
    priority: !/^\d{1,5}$/.test(form.priority.trim()) || Number(form.priority) > 10_000,
    expires: form.expires !== "" && expiresAt === undefined,
  };
  return (Object.keys(form) as RuleField[]).filter((field) => is[field] === true);
}

/** Edits carried over to a newer version: what was not touched here is as it is there. */
export function mergeForms(base: RuleForm, mine: RuleForm, theirs: RuleForm): RuleForm {
  const touched = (Object.keys(base) as RuleField[]).filter((field) => mine[field] !== base[field]);
  return { ...theirs, ...Object.fromEntries(touched.map((field) => [field, mine[field]])) };
}

/** Whether the id of an address may be that of a rule. */
export function isRuleId(id: string): boolean {
  return DocumentId.safeParse(id).success;
}

/** The form with another type; one that samples does nothing else. */
export function withType(form: RuleForm, filterType: FilterType): RuleForm {
  return { ...form, filterType, ...(filterType === "Sampling" ? { action: "SAMPLE" as const } : {}) };
}

export const filterTypes = FilterType.options;
