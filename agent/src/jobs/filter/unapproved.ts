import type { CoverageCertificate, FilterRule } from "@logdoctor/shared-policies";
import type { FilterContext } from "./context.ts";

/** Watchers that would lose something, or of which that is not known, and that nobody approved for one of the rules. */
export function unapproved(
  { watchers }: CoverageCertificate,
  rules: readonly FilterRule[],
  approved: FilterContext["policies"]["approvedLosses"],
): string[] {
  const isApproved = (watcherId: string) =>
    rules.some(({ id }) => approved.some((one) => one.watcherId === watcherId && one.ruleId === id));
  return watchers
    .filter(({ verdict, id }) => (verdict === "lost" || verdict === "unknown") && !isApproved(id))
    .map(({ id }) => id);
}
