import { SOURCE_TABLES } from "@logdoctor/kql-detect";
import { activeShipped, loadRules, shippedNormalisers } from "@logdoctor/kql-prevent";
import { createMiner, MinerState } from "@logdoctor/templates";
import type { RuleKit } from "./ports.ts";

/** The rules of `kql/rules`; in the built agent they are part of its code. The parser waits for a rule to check. */
export function shippedRules(): RuleKit {
  return {
    rules: loadRules().map(activeShipped),
    normalisers: shippedNormalisers(),
    patternTables: SOURCE_TABLES,
    async check(kqlQuery, prefix) {
      const { checkRule } = await import("@logdoctor/kql-prevent/check");
      return checkRule(kqlQuery, prefix);
    },
    templates: (state) => createMiner({}, state === undefined ? undefined : MinerState.parse(state)),
  };
}
