export { composeDetection, composeRule, type DetectionScan } from "./compose.ts";
export { type Finding, type FindingEvidence, FINDING_COLUMNS, parseFindings } from "./finding.ts";
export { loadPatterns } from "./load-patterns.ts";
export { type Pattern, type SentinelRule, type Severity } from "./pattern.ts";
export { exportSentinel, importSentinel } from "./sentinel.ts";
export { SOURCE_TABLES, type Source, sourcesOf } from "./sources.ts";
