import { classify, type FieldProblem, type RetentionPolicyInput } from "@logdoctor/shared-policies";
import { type Complaint, type Complaints, complain } from "./complaint.ts";
import { newPolicyForm, type PolicyField } from "./policy-form.ts";

/** Problems sorted to their fields; what names no field of the form is left over, in the service's words. */
export interface SortedProblems {
  readonly complaints: Complaints;
  readonly rest: readonly string[];
}

/**
 * Sorts problems by their JSON pointer. The rules that we know are said in the page's language, anything else, such as
 * what the KQL parser found in a predicate, in the words of the service.
 */
export function fieldProblems(problems: readonly FieldProblem[], policy: RetentionPolicyInput): SortedProblems {
  let complaints: Complaints = {};
  const rest: string[] = [];
  for (const problem of problems) {
    const field = fieldOf(problem.pointer);
    if (field === undefined) rest.push(problem.detail);
    else complaints = complain(complaints, field, knownRule(field, problem, policy) ?? { said: problem.detail });
  }
  return { complaints, rest };
}

/** The field of `/predicate`, `/tables/0` or, in a preview's body, `/policy/predicate`. */
function fieldOf(pointer: string): PolicyField | undefined {
  const parts = pointer.replace(/^#/, "").split("/").slice(1);
  const name = parts[0] === "policy" ? parts[1] : parts[0];
  return name !== undefined && Object.hasOwn(newPolicyForm, name) ? (name as PolicyField) : undefined;
}

/** The rule between fields that `checkRetentionPolicy` found broken, told by the field and the policy itself. */
function knownRule(field: PolicyField, problem: FieldProblem, policy: RetentionPolicyInput): Complaint | undefined {
  if (problem.code !== undefined) return undefined;
  switch (field) {
    case "retentionClass":
      return classTooLow(policy);
    case "archiveEnabled":
      return policy.retentionClass === "A" && !policy.archiveEnabled ? { key: "classAArchives" } : undefined;
    case "archiveRetentionDays":
      return archiveDays(policy);
    case "shrinkMethod":
      return shrinkMethod(policy);
    case "tables":
      return new Set(policy.tables.map((name) => name.toLowerCase())).size < policy.tables.length
        ? { key: "tableTwice" }
        : undefined;
    default:
      return undefined;
  }
}

function classTooLow(policy: RetentionPolicyInput): Complaint {
  const { reasonCode } = classify(policy.logCategory, policy.severity);
  return { key: "classTooLow", values: { class: policy.retentionClass, reasonCode } };
}

function archiveDays(policy: RetentionPolicyInput): Complaint {
  if (!policy.archiveEnabled) return { key: "archiveZero" };
  return { key: policy.retentionClass === "A" ? "archiveYear" : "archiveDay" };
}

function shrinkMethod(policy: RetentionPolicyInput): Complaint | undefined {
  if (policy.shrinkMethod === "archiveOnly" && !policy.archiveEnabled) return { key: "archiveOnlyNeeds" };
  if (policy.shrinkMethod === "tableRetention" && policy.predicate !== undefined) return { key: "predicateNeedsRows" };
  return undefined;
}
