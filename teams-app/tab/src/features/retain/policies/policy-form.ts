import { classDefaults, type RetentionClass, type RetentionPolicyInput } from "@logdoctor/shared-policies";

/** A policy as it is typed: numbers and lists are text until they are checked. */
export interface PolicyForm {
  readonly policyName: string;
  readonly logCategory: string;
  /** "" for not rated. */
  readonly severity: string;
  readonly retentionClass: string;
  /** Table names, parted by white space or commas. */
  readonly tables: string;
  readonly predicate: string;
  readonly hotRetentionDays: string;
  readonly archiveEnabled: boolean;
  readonly archiveRetentionDays: string;
  readonly shrinkMethod: string;
  readonly isActive: boolean;
}

export type PolicyField = keyof PolicyForm;

/** What a new policy starts from: security logs with the values of class A, and no table yet. */
export const newPolicyForm: PolicyForm = {
  policyName: "",
  logCategory: "Security",
  severity: "",
  retentionClass: "A",
  tables: "",
  predicate: "",
  hotRetentionDays: String(classDefaults.A.hotRetentionDays),
  archiveEnabled: classDefaults.A.archiveEnabled,
  archiveRetentionDays: String(classDefaults.A.archiveRetentionDays),
  shrinkMethod: "auto",
  isActive: true,
};

/** The form that shows a policy. */
export function formOf(policy: RetentionPolicyInput): PolicyForm {
  return {
    policyName: policy.policyName,
    logCategory: policy.logCategory,
    severity: policy.severity ?? "",
    retentionClass: policy.retentionClass,
    tables: policy.tables.join("\n"),
    predicate: policy.predicate ?? "",
    hotRetentionDays: String(policy.hotRetentionDays),
    archiveEnabled: policy.archiveEnabled,
    archiveRetentionDays: String(policy.archiveRetentionDays),
    shrinkMethod: policy.shrinkMethod,
    isActive: policy.isActive,
  };
}

/** What the form says, not yet checked. Text that is no whole number becomes NaN, which the check refuses. */
export function candidateOf(form: PolicyForm): Record<PolicyField, unknown> {
  return {
    policyName: form.policyName,
    logCategory: form.logCategory,
    severity: form.severity === "" ? undefined : form.severity,
    retentionClass: form.retentionClass,
    tables: tablesOf(form.tables),
    predicate: form.predicate.trim() === "" ? undefined : form.predicate,
    hotRetentionDays: wholeNumber(form.hotRetentionDays),
    archiveEnabled: form.archiveEnabled,
    archiveRetentionDays: wholeNumber(form.archiveRetentionDays),
    shrinkMethod: form.shrinkMethod,
    isActive: form.isActive,
  };
}

export function tablesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((name) => name !== "");
}

function wholeNumber(text: string): number {
  return /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** The form with the usual times of a class. */
export function withDefaultsOf(form: PolicyForm, retentionClass: RetentionClass): PolicyForm {
  const defaults = classDefaults[retentionClass];
  return {
    ...form,
    retentionClass,
    hotRetentionDays: String(defaults.hotRetentionDays),
    archiveEnabled: defaults.archiveEnabled,
    archiveRetentionDays: String(defaults.archiveRetentionDays),
  };
}
