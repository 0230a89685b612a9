import { checkRule as checkQuery } from "@logdoctor/kql-prevent/check";
import type { RuleDiagnostic } from "@logdoctor/shared-policies";

const most = 100;

/** What is wrong with the KQL of a rule, with line and column, by the check that agents make again. */
export function checkRule(kqlQuery: string): RuleDiagnostic[] {
  const check = checkQuery(kqlQuery);
  if (check.ok) return [];
  return check.diagnostics.slice(0, most).map(({ code, message, position }) => ({
    ...{ code: code.slice(0, 60), message: message.slice(0, 1000) },
    ...{ line: position.line, column: position.column },
  }));
}
