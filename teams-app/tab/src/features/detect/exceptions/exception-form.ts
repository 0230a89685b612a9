import { type ExceptionTest, ExceptionTest as ExceptionTestDocument } from "@logdoctor/shared-policies";

/** An exception as it is typed. */
export interface ExceptionForm {
  readonly tests: readonly ExceptionTest[];
  readonly reason: string;
  readonly days: string;
}

export const mostTests = 4;

export interface CheckedException {
  /** What is to be proposed; undefined where something is wrong. */
  readonly exception: { tests: ExceptionTest[]; reason: string; days: number } | undefined;
  readonly wrong: { readonly tests: readonly boolean[]; readonly reason: boolean; readonly days: boolean };
}

/** A form with the tests that were suggested, or with one to fill in. */
export function newExceptionForm(suggested: readonly ExceptionTest[] | undefined): ExceptionForm {
  return { tests: suggested ?? [emptyTest], reason: "", days: "90" };
}

export const emptyTest: ExceptionTest = { field: "sourceIP", operator: "equals", value: "" };

/** The exception that a form says, or what is wrong with it. Values are taken as they stand: a blank may matter. */
export function checkException({ tests, reason, days }: ExceptionForm): CheckedException {
  const text = reason.trim();
  const number = Number(days);
  const wrong = {
    tests: tests.map((test) => !ExceptionTestDocument.safeParse(test).success),
    reason: text.length < 3 || text.length > 500,
    days: !/^\d{1,3}$/.test(days.trim()) || number < 1 || number > 365,
  };
  const sound = tests.length > 0 && !wrong.tests.includes(true) && !wrong.reason && !wrong.days;
  return { exception: sound ? { tests: [...tests], reason: text, days: number } : undefined, wrong };
}
