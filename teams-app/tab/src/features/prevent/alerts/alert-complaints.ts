import { AlertSettingsInput, checkAlertSettings, type FieldProblem } from "@logdoctor/shared-policies";
import { type AlertForm, candidateOf } from "./alert-form.ts";

/** What is wrong at a place: one of our own texts, or the service's words. */
export type AlertComplaint =
  | "required"
  | "samePlace"
  | "emptyQuiet"
  | "crowded"
  | "allQuiet"
  | { readonly min: number; readonly max: number }
  | { readonly said: string };

/** Complaints by JSON pointer of the settings, such as `/teams/0/name`. */
export type AlertComplaints = ReadonlyMap<string, AlertComplaint>;

const ranges: Readonly<Record<string, { min: number; max: number }>> = {
  "/coolDownHours": { min: 1, max: 168 },
  "/dailyCardBudget": { min: 2, max: 20 },
};

/** What is wrong with a form, as far as can be known here. */
export function complaintsOf(form: AlertForm): AlertComplaints {
  const candidate = candidateOf(form);
  const parsed = AlertSettingsInput.safeParse(candidate);
  if (parsed.success) return sorted(checkAlertSettings(parsed.data));
  return new Map(
    parsed.error.issues.map(({ path }) => {
      const pointer = pointerOf(path);
      return [pointer, ranges[pointer] ?? (pointer.endsWith("/quietDays") ? "allQuiet" : "required")];
    }),
  );
}

/** Problems by their pointers; the rules that we know are said in the page's language. */
export function sorted(problems: readonly FieldProblem[]): AlertComplaints {
  return new Map(problems.map(({ pointer, detail }) => [pointer, knownRule(pointer) ?? { said: detail }]));
}

function knownRule(pointer: string): AlertComplaint | undefined {
  if (pointer === "/dailyCardBudget") return "crowded";
  if (/^\/teams\/\d+\/conversation$/.test(pointer)) return "samePlace";
  return /^\/teams\/\d+\/quietHours$/.test(pointer) ? "emptyQuiet" : undefined;
}

// A wrong time of quiet hours, and a wrong day, is told at the group that holds it.
function pointerOf(path: readonly PropertyKey[]): string {
  const pointer = `/${path.map(String).join("/")}`;
  return pointer.replace(/(\/quietHours|\/quietDays|\/people)\/.*$/, "$1");
}
