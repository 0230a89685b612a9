import { checkRetentionPolicy, type FieldProblem, type RetentionPolicyInput } from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import { AppError } from "../http/app-error.ts";

/** Problems of the predicate on each table that the policy names. */
export function predicateProblems(deps: Deps, input: RetentionPolicyInput): FieldProblem[] {
  const { predicate } = input;
  if (predicate === undefined) return [];
  const found = input.tables.flatMap((table) => deps.checkPredicate(predicate, table));
  const seen = new Set<string>();
  return found.filter(({ detail }) => !seen.has(detail) && seen.add(detail) !== undefined);
}

/**
 * @throws AppError `policy-refused` when fields do not fit together, `predicate-refused` when the predicate is not an
 * accepted one for every table.
 */
export function requireGoodPolicy(deps: Deps, input: RetentionPolicyInput): void {
  const rules = checkRetentionPolicy(input);
  if (rules.length > 0) throw new AppError("policy-refused", "The policy breaks a rule.", { errors: rules });
  const errors = predicateProblems(deps, input);
  if (errors.length > 0) throw new AppError("predicate-refused", "The predicate is not accepted.", { errors });
}
