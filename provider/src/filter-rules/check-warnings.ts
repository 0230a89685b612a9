import {
  type FilterRule,
  isRateOf,
  keptRate,
  type SamplingConfig,
  type StoredFilterRule,
} from "@logdoctor/shared-policies";

/** What a person should know of rates with a bound, which a test lowers by what it counts. */
export function rateWarnings(rules: readonly FilterRule[], rates: readonly SamplingConfig[]): string[] {
  return rules.flatMap((rule) => {
    const rate = rates.find((one) => isRateOf(one, rule));
    if (rate === undefined) return [];
    const { maxPerMinute } = rate;
    const { ruleName, observedPerMinute } = rule;
    const samplingRate = rule.samplingRate ?? rate.samplingRate;
    if (observedPerMinute === undefined)
      return [
        `"${ruleName}" is to keep at most ${maxPerMinute} rows a minute: its test counts how many match, and lowers the rate of ${percent(samplingRate)} where that takes it.`,
      ];
    const kept = keptRate(samplingRate, { maxPerMinute, observedPerMinute });
    return [
      `"${ruleName}" keeps ${percent(kept)} of what matches: its test counted ${Math.round(observedPerMinute)} such rows a minute, and at most ${maxPerMinute} are to stay.`,
    ];
  });
}

const mostNamed = 5;

/** Rules in force that lack an approval: with another rule beside them their agent would refuse them all. */
export function approvalTexts(open: NonNullable<StoredFilterRule["waitsFor"]>): string[] {
  return open.map(({ ruleId, ruleName, watcherIds }) => {
    const named = watcherIds.slice(0, mostNamed).join(", ");
    const more = watcherIds.length > mostNamed ? ` and ${watcherIds.length - mostNamed} more` : "";
    return `"${ruleName}" (${ruleId}) has no approval for ${named}${more}: no other rule of its table goes into force beside it until it has.`;
  });
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
