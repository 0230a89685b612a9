import { ProblemError } from "@logdoctor/shared-policies";

/** Whether a change was refused because its ETag is of an older version. */
export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "precondition-failed";
}
