export { composeDetection, type DetectionScan } from "./compose.ts";
export { composeRule } from "./compose-rule.ts";
export { FINDING_COLUMNS, type Finding, type FindingEvidence, parseFindings } from "./finding.ts";
export { loadPatterns } from "./load-patterns.ts";
export type { Pattern, SentinelRule, Severity } from "./pattern.ts";
export { exportSentinel, importSentinel } from "./sentinel.ts";
export { SOURCE_TABLES, type Source, sourcesOf } from "./sources.ts";
