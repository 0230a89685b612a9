import { parse, stringify } from "yaml";
import { composeRule, composeRules } from "./compose-rule.ts";
import { Detection, Pattern, SentinelRule } from "./pattern.ts";
import { SOURCE_TABLES } from "./sources.ts";

/** A rule that came from elsewhere, with what of Log Doctor it carries. */
export type ImportedRule = SentinelRule & { readonly logDoctor?: Detection };

/**
 * Reads an analytics rule of Microsoft Sentinel. The first rule that {@link exportSentinel} wrote becomes the pattern again,
 * with its whole query; any other keeps its query and has no `logDoctor` part. Throws ZodError for what is no scheduled
 * rule, YAMLParseError for no YAML.
 */
export function importSentinel(yaml: string): ImportedRule {
  const { logDoctor, logDoctorPart, ...given } = SentinelRule.parse(parse(yaml)) as SentinelRule & {
    logDoctor?: unknown;
    logDoctorPart?: unknown;
  };
  if (logDoctor === undefined) return given;
  const rule = { ...given, logDoctor: Detection.parse(logDoctor) };
  return logDoctorPart === undefined ? rule : { ...rule, query: wholeQuery(rule) };
}

function wholeQuery(rule: SentinelRule & { readonly logDoctor: Detection }): string {
  const lines = rule.query.split("\n");
  const table = SOURCE_TABLES.find((name) => lines.includes(name));
  return composeRule(Pattern.parse(rule), table);
}

/**
 * A pattern as rules for Sentinel, over one of the tables that it can read: YAML texts, one as a rule, several where its query
 * is longer than Sentinel takes. The first carries Log Doctor's own part, and is the pattern for {@link importSentinel}.
 */
export function exportSentinel(pattern: Pattern, table?: string): string[] {
  const queries = composeRules(pattern, table);
  if (queries.length === 1) return [written({ ...pattern, query: queries[0] })];
  const { logDoctor, ...plain } = pattern;
  return queries.map((query, i) => {
    const part = { part: i + 1, parts: queries.length, of: pattern.id };
    if (i === 0) return written({ ...pattern, query, logDoctorPart: part });
    const name = `${plain.name} (${part.part} of ${part.parts})`.slice(-120);
    return written({ ...plain, id: `${plain.id}-${part.part}`, name, query, logDoctorPart: part });
  });
}

function written(rule: object): string {
  return stringify(rule, { lineWidth: 0 });
}
