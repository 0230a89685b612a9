import { checkRetentionPolicy, RetentionPolicyInput } from "@logdoctor/shared-policies";
import type { z } from "zod";
import { type Complaint, type Complaints, complain } from "./complaint.ts";
import { fieldProblems } from "./field-problems.ts";
import { candidateOf, type PolicyField, type PolicyForm } from "./policy-form.ts";

export type CheckedForm =
  | { readonly policy: RetentionPolicyInput; readonly complaints?: undefined }
  | { readonly policy?: undefined; readonly complaints: Complaints };

/** The policy that a form says, or what is wrong with it field by field. */
export function checkForm(form: PolicyForm): CheckedForm {
  const candidate = candidateOf(form);
  const parsed = RetentionPolicyInput.safeParse(candidate);
  if (!parsed.success) return { complaints: complaintsOf(parsed.error.issues, candidate) };
  const problems = checkRetentionPolicy(parsed.data);
  if (problems.length > 0) return { complaints: fieldProblems(problems, parsed.data).complaints };
  return { policy: parsed.data };
}

function complaintsOf(issues: readonly z.core.$ZodIssue[], candidate: Record<PolicyField, unknown>): Complaints {
  let complaints: Complaints = {};
  for (const issue of issues) {
    const field = issue.path[0];
    if (typeof field !== "string" || !(field in candidate)) continue;
    complaints = complain(complaints, field as PolicyField, complaintOf(issue, candidate));
  }
  return complaints;
}

function complaintOf(issue: z.core.$ZodIssue, candidate: Record<PolicyField, unknown>): Complaint {
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string") return { key: "required" };
      if (issue.origin === "array") return { key: "tablesFew" };
      return { key: "tooSmall", values: { min: Number(issue.minimum) } };
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "invalid_format":
      return { key: "tableName", values: { name: tableAt(issue.path, candidate) } };
    case "invalid_type":
      return { key: "wholeNumber" };
    case "invalid_value":
      return { key: "choice" };
    default:
      return { key: "other" };
  }
}

function tooBig(origin: string, max: number): Complaint {
  if (origin === "string") return { key: "tooLong", values: { max } };
  return { key: origin === "array" ? "tablesMany" : "tooBig", values: { max } };
}

function tableAt(path: readonly PropertyKey[], candidate: Record<PolicyField, unknown>): string {
  const tables = candidate.tables;
  const index = path[1];
  return Array.isArray(tables) && typeof index === "number" ? String(tables[index]) : "";
}
