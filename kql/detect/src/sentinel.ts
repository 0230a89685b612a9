import { parse, stringify } from "yaml";
import { composeRule } from "./compose.ts";
import { Detection, type Pattern, SentinelRule } from "./pattern.ts";

/** A rule that came from elsewhere, with what of Log Doctor it carries. */
export type ImportedRule = SentinelRule & { readonly logDoctor?: Detection };

/**
 * Reads an analytics rule of Microsoft Sentinel. One that {@link exportSentinel} wrote becomes the pattern again; any other
 * keeps its query and has no `logDoctor` part. Throws ZodError for what is no scheduled rule, YAMLParseError for no YAML.
 */
export function importSentinel(yaml: string): ImportedRule {
  const { logDoctor, ...given } = SentinelRule.parse(parse(yaml)) as SentinelRule & { logDoctor?: unknown };
  return logDoctor === undefined ? given : { ...given, logDoctor: Detection.parse(logDoctor) };
}

export interface SentinelExport {
  readonly yaml: string;
  /** Sentinel takes queries of up to 10,000 characters; a longer one is to be saved as a function of the workspace and called. */
  readonly tooLong: boolean;
}

/** https://learn.microsoft.com/azure/sentinel/create-analytics-rules: "between 1 and 10,000 characters". */
const MAX_QUERY = 10_000;

/** A pattern as a rule for Sentinel, over one of the tables that it can read. Log Doctor's own part stays with it. */
export function exportSentinel(pattern: Pattern, table?: string): SentinelExport {
  const query = composeRule(pattern, table);
  return { yaml: stringify({ ...pattern, query }, { lineWidth: 0 }), tooLong: query.length > MAX_QUERY };
}
