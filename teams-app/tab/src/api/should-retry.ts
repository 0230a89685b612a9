import { ProblemError } from "@logdoctor/shared-policies";

/** Retries what may pass by itself, twice: lost connections and answers of 500 and above, never a refusal. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (error instanceof ProblemError) return error.problem.status >= 500 && failures < 2;
  return error instanceof TypeError && failures < 2;
}
