import type { Ceiling, FilterPolicies, FilterRule } from "@logdoctor/shared-policies";
import type { Clock } from "../../deps.ts";
import type { Applied } from "./journal.ts";

/** On what terms a filter stands on, or why it does not. */
export type Terms = (
  applied: Applied,
) =>
  | { readonly wanted: true; readonly expiresAt: string | undefined; readonly tolerance: number }
  | { readonly wanted: false; readonly reason: string };

interface Told {
  readonly policies: FilterPolicies;
  readonly ceiling: Ceiling;
  readonly clock: Clock;
}

/** What a bundle says today: all rules that a filter was made of must still be in force. */
export function termsOfBundle({ policies, ceiling, clock }: Told): Terms {
  return (applied) => {
    const rules = policies.rules.filter((rule) => rule.table === applied.table && isInForce(rule));
    const known = rules.map(({ id }) => id);
    const gone = applied.ruleIds.filter((id) => !known.includes(id));
    if (gone.length > 0) return { wanted: false, reason: `No longer in force: ${gone.join(", ")}.`.slice(0, 400) };
    const expiresAt = firstExpiry(rules.filter(({ id }) => applied.ruleIds.includes(id)));
    const renewed = { ...applied, expiresAt, tolerance: policies.options.tolerance };
    return termsOfEntry({ ceiling, clock })(renewed);
  };
}

/** What was agreed when the filter was last seen: all that is known while the provider is away. */
export function termsOfEntry({ ceiling, clock }: Pick<Told, "ceiling" | "clock">): Terms {
  return ({ table, expiresAt, tolerance }) => {
    if (ceiling.dryRunOnly) return { wanted: false, reason: "The customer's ceiling allows dry runs only." };
    if (ceiling.protectedTables.some((one) => one.toLowerCase() === table.toLowerCase()))
      return { wanted: false, reason: "The customer's ceiling protects this table." };
    if (expiresAt !== undefined && Date.parse(expiresAt) <= clock.now().getTime())
      return { wanted: false, reason: `It expired at ${expiresAt}.` };
    return { wanted: true, expiresAt, tolerance };
  };
}

/** Whether a rule drops rows, or is to. */
export function isInForce({ state, isActive }: FilterRule): boolean {
  return isActive && (state === "Active" || state === "Monitoring");
}

/** When the first of some rules expires. */
export function firstExpiry(rules: readonly FilterRule[]): string | undefined {
  return rules
    .flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
}
