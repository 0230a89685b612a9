export { type AnalysisTools, analyseTable } from "./analyse-table.ts";
export type { PreventContext } from "./context.ts";
export { type EffectiveRules, effectiveRules } from "./effective-rules.ts";
export { preventLimits } from "./limits.ts";
export type { PreventScan, PreventWorkspace, RuleKit } from "./ports.ts";
export { shippedRules } from "./shipped-rules.ts";
export { sourceOf } from "./source-of.ts";
