import type { CoverageCertificate, FilterRule, Watcher } from "@logdoctor/shared-policies";
import type { FilterContext } from "./context.ts";

type Approved = FilterContext["policies"]["approvedLosses"];

/**
 * Watchers that would lose something, or of which that is not known, together with the rules that take it and that nobody approved
 * for it. What was approved for one rule says nothing of another, nor of another version of the rule or of the watcher.
 */
export function unapproved(
  { watchers, rules: proved }: Pick<CoverageCertificate, "watchers" | "rules">,
  rules: readonly FilterRule[],
  approved: Approved,
): string[] {
  return watchers
    .filter(({ verdict }) => verdict === "lost" || verdict === "unknown")
    .flatMap((watcher) => {
      const open = takersOf(watcher, rules).filter((ruleId) => {
        const version = proved.find((one) => one.ruleId === ruleId)?.version;
        return !approved.some((one) => covers(one, watcher, { ruleId, version }));
      });
      return open.length === 0 ? [] : [`${watcher.id} (by ${open.join(", ")})`];
    });
}

/** Some losses, and how many more: a report has room for so much. */
export function someOf(losses: readonly string[]): string {
  const shown = losses.slice(0, mostShown).map((one) => one.slice(0, 150));
  const more = losses.length - shown.length;
  return more === 0 ? shown.join("; ") : `${shown.join("; ")}; and ${more} more`;
}

const mostShown = 5;

function takersOf({ ruleIds }: Watcher, rules: readonly FilterRule[]): string[] {
  const ids = rules.map(({ id }) => id);
  const takers = ids.filter((id) => ruleIds.includes(id));
  return takers.length === 0 ? ids : takers;
}

function covers(
  one: Approved[number],
  watcher: Watcher,
  { ruleId, version }: { ruleId: string; version: string | undefined },
): boolean {
  const { ruleVersion = version, watcherVersion = watcher.version } = one;
  const isOfRule = one.ruleId === ruleId && ruleVersion === version;
  return isOfRule && one.watcherId === watcher.id && watcherVersion === watcher.version;
}
