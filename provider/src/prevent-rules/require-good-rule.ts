import type { PreventionRuleInput } from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import { AppError } from "../http/app-error.ts";

/** @throws AppError `rule-refused` with where and why, for a rule whose KQL agents would not apply. */
export function requireGoodRule({ checkRule }: Pick<Deps, "checkRule">, { kqlQuery }: PreventionRuleInput): void {
  const found = checkRule(kqlQuery);
  if (found.length === 0) return;
  const errors = found.map(({ code, message, line, column }) => ({
    ...{ pointer: "/kqlQuery", code },
    detail: `${message} (line ${line}, column ${column})`,
  }));
  throw new AppError("rule-refused", found[0]?.message ?? "The rule is not accepted.", { errors });
}
