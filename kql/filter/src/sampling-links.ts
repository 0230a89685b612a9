import type { RuleDocument, SamplingDocument } from "@logdoctor/shared-policies";

export interface SamplingLinks {
  /** The configuration that gives a sampling rule its rate, by the rule's id. */
  readonly configs: ReadonlyMap<string, SamplingDocument>;
  /** Configurations of no rule: they sample a category themselves. */
  readonly alone: readonly SamplingDocument[];
  readonly warnings: readonly string[];
}

/** Which configuration is of which sampling rule: by the rule's id, name or pattern, or because there is one of each. */
export function linkedRates(rules: readonly RuleDocument[], sampling: readonly SamplingDocument[]): SamplingLinks {
  const sampled = rules.filter(({ action }) => action === "SAMPLE");
  const configs = new Map<string, SamplingDocument>();
  for (const config of sampling) {
    const rule = namedBy(config, sampled);
    if (rule !== undefined && !configs.has(rule.id)) configs.set(rule.id, config);
  }
  const used = new Set(configs.values());
  const alone = sampling.filter((config) => !used.has(config));
  const lonely = sampled.filter((rule) => rule.samplingRate === undefined && !configs.has(rule.id));
  const [rule, config] = [lonely[0], alone[0]];
  if (lonely.length !== 1 || alone.length !== 1 || rule === undefined || config === undefined)
    return { configs, alone, warnings: [] };
  const warning = `${rule.id} has no rate of its own and takes that of ${config.id}, the only one there is`;
  return { configs: configs.set(rule.id, config), alone: [], warnings: [warning] };
}

/** Whoever has the name comes before whoever looks for it: a rule may be called what another one looks for. */
function namedBy({ id, targetCategory }: SamplingDocument, rules: readonly RuleDocument[]): RuleDocument | undefined {
  return (
    rules.find((one) => one.id === targetCategory || one.ruleName === targetCategory) ??
    rules.find(({ matchPattern }) => [matchPattern].flat().includes(targetCategory)) ??
    rules.find((one) => one.id === id)
  );
}
