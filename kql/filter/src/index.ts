export type { FilterAst, FilterRuleNode } from "./ast.ts";
export { cannotBothMatch, type Proof } from "./cannot-both-match.ts";
export {
  type CompiledFilter,
  type CompiledRule,
  type CompileTarget,
  compile,
  MAX_TRANSFORM_LENGTH,
} from "./compile.ts";
export { type Decomposed, decompose } from "./composition.ts";
export { type DryRun, type DryRunner, type DryRunRule, dryRunner } from "./dry-run.ts";
export { type DryRunWindow, dryRunQuery } from "./dry-run-query.ts";
export { evaluate, type Judge, judgeOf, type Verdict } from "./evaluate.ts";
export { type Explanation, explain, type RuleExplanation } from "./explain.ts";
export { type FilterInput, type ReadFilter, readFilter } from "./from-documents.ts";
export { leadingConditions } from "./leading-conditions.ts";
export { perMinuteQuery } from "./per-minute.ts";
export { FilterRefusal, type FilterRefusalCode } from "./refusal.ts";
export { exactNumbers, type FilterRow, parseRow } from "./row-values.ts";
export { checkTarget, type TransformTarget } from "./transform-support.ts";
