export { sentinelRules, tableSchemas } from "./corpus.ts";
export { EXPLAINED } from "./explained.ts";
export { type Judged, type Score, scoreDocumented, scoreRecorded, scoreSentinel } from "./score.ts";
