import { type ErrorCode, type Problem, problemTable } from "@logdoctor/shared-policies";

/** A refusal on its way to becoming a problem document. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function aProblem(code: ErrorCode, detail: string, errors?: Problem["errors"]): Problem {
  const type = `https://logdoctor.example/errors/${code}`;
  return { type, ...problemTable[code], code, detail, requestId: "req-1", ...(errors === undefined ? {} : { errors }) };
}
