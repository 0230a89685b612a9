import type { FindingAction } from "@logdoctor/shared-policies";

export interface AnswerForm {
  readonly reason: string;
  /** A day as the browser's date field writes it, YYYY-MM-DD; empty for no end. */
  readonly until: string;
}

export interface AnswerBody {
  readonly action: FindingAction;
  readonly reason: string;
  readonly until?: string;
}

export interface CheckedAnswer {
  /** What is to be sent; undefined where something is wrong. */
  readonly body: AnswerBody | undefined;
  readonly wrong: { readonly reason: boolean; readonly until: boolean };
}

/** The answer that a form says. Whoever ignores says why; an end is the beginning of a day to come, by the viewer's clock. */
export function checkAnswer(action: FindingAction, form: AnswerForm, now: Date): CheckedAnswer {
  const reason = form.reason.trim();
  if (action !== "ignore") return { body: { action, reason }, wrong: { reason: false, until: false } };
  const end = form.until === "" ? undefined : new Date(`${form.until}T00:00:00`);
  const isPast = end !== undefined && !(end.getTime() > now.getTime());
  const wrong = { reason: reason.length < 3, until: isPast };
  if (wrong.reason || wrong.until) return { body: undefined, wrong };
  return { body: { action, reason, ...(end === undefined ? {} : { until: end.toISOString() }) }, wrong };
}
