export { composePrevention, type LogSource, type PreventionScan, rulesOf } from "./compose.ts";
export { composeMatches, type MatchesScan } from "./compose-matches.ts";
export { customNormaliser } from "./custom-source.ts";
export {
  dearestFirst,
  type FindingTools,
  findingsOf,
  type RuleAnalysis,
  type TableFindings,
  type Templates,
} from "./findings.ts";
export { type LogGroup, parseGroups } from "./groups.ts";
export { loadRules } from "./load-rules.ts";
export type { QuietVolume } from "./quiet-volumes.ts";
export { type ActiveRule, activeShipped, type RulePredicate, readsTable, type ShippedRule } from "./rule.ts";
export { shippedNormalisers } from "./sources.ts";
