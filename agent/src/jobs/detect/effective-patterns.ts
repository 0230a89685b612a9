import type { Pattern } from "@logdoctor/kql-detect";
import type { PatternSettings } from "@logdoctor/shared-policies";

/**
 * The patterns that are on, each with the threshold that the tenant set. Settings of patterns that this version of the
 * agent does not have change nothing.
 */
export function effectivePatterns(shipped: readonly Pattern[], settings: readonly PatternSettings[]): Pattern[] {
  const byId = new Map(settings.map((one) => [one.patternId, one]));
  return shipped.flatMap((pattern) => {
    const set = byId.get(pattern.id);
    if (set?.isActive === false) return [];
    return [set?.threshold === undefined ? pattern : withThreshold(pattern, set.threshold)];
  });
}

/** The threshold counts in the unit of the pattern: the score of one request, or rows, accounts or paths in its window. */
function withThreshold(pattern: Pattern, threshold: number): Pattern {
  const { logDoctor } = pattern;
  const whole = Math.max(1, Math.ceil(threshold));
  if (logDoctor.signals.length > 0) return { ...pattern, logDoctor: { ...logDoctor, threshold: whole } };
  const { rows, distinctAccounts, distinctPaths } = logDoctor.require;
  const bound = rows !== undefined ? "rows" : distinctAccounts !== undefined ? "distinctAccounts" : "distinctPaths";
  if (bound === "distinctPaths" && distinctPaths === undefined) return pattern;
  return { ...pattern, logDoctor: { ...logDoctor, require: { ...logDoctor.require, [bound]: whole } } };
}
