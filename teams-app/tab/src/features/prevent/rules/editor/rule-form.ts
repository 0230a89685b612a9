import { PreventionRuleInput, type Problem, type StoredPreventionRule } from "@logdoctor/shared-policies";
import { inputOf, thresholdOf } from "../rule-change.ts";

/** A rule as it is typed. */
export interface RuleForm {
  readonly ruleName: string;
  readonly ruleType: PreventionRuleInput["ruleType"];
  readonly targetLogCategory: string;
  readonly kqlQuery: string;
  readonly threshold: string;
  readonly recommendedAction: string;
  readonly isActive: boolean;
}

export type RuleField = keyof RuleForm;

/** What is wrong with a field: one of our own texts, or the service's words. */
export type RuleComplaint = "required" | "tooLong" | "wholeNumber" | { readonly said: string };
export type RuleComplaints = Partial<Record<RuleField, readonly RuleComplaint[]>>;

export const newRuleForm: RuleForm = {
  ruleName: "",
  ruleType: "FrequencyCheck",
  targetLogCategory: "AppTraces",
  kqlQuery: "LogRecords | where ",
  threshold: "100",
  recommendedAction: "",
  isActive: true,
};

export function formOf(rule: StoredPreventionRule): RuleForm {
  const input = inputOf(rule);
  return { ...input, threshold: String(input.threshold) };
}

export interface CheckedRule {
  /** What is to be saved; undefined where something is wrong. */
  readonly rule: PreventionRuleInput | undefined;
  readonly complaints: RuleComplaints;
}

/** The rule that a form says, or what is wrong with it field by field. What the query does only the service knows. */
export function checkRuleForm(form: RuleForm): CheckedRule {
  const threshold = thresholdOf(form.threshold) ?? Number.NaN;
  const texts = {
    ruleName: form.ruleName.trim(),
    targetLogCategory: form.targetLogCategory.trim(),
    recommendedAction: form.recommendedAction.trim(),
    kqlQuery: form.kqlQuery.trim() === "" ? "" : form.kqlQuery,
  };
  const parsed = PreventionRuleInput.safeParse({ ...form, ...texts, threshold });
  if (parsed.success) return { rule: parsed.data, complaints: {} };
  const complaints: Partial<Record<RuleField, readonly RuleComplaint[]>> = {};
  for (const { path, code } of parsed.error.issues) {
    const field = path[0];
    if (!isField(field)) continue;
    const complaint = code === "too_small" ? "required" : code === "too_big" ? "tooLong" : "wholeNumber";
    complaints[field] = [complaint];
  }
  return { rule: undefined, complaints };
}

/** What the service refused when saving, at its fields; what names no field is left out. */
export function refusedFields({ errors = [] }: Problem): RuleComplaints {
  const complaints: Partial<Record<RuleField, readonly RuleComplaint[]>> = {};
  for (const { pointer, detail } of errors) {
    const field = pointer.replace(/^#/, "").split("/")[1];
    if (isField(field)) complaints[field] = [...(complaints[field] ?? []), { said: detail }];
  }
  return complaints;
}

function isField(name: unknown): name is RuleField {
  return typeof name === "string" && Object.hasOwn(newRuleForm, name);
}
