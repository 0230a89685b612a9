import type { ActiveRule, RulePredicate } from "./rule.ts";

/** The columns that rules make for themselves, each after those that it is made of. */
export function columnsKql(rules: readonly ActiveRule[]): string[] {
  return rules.flatMap(({ predicate }) =>
    (predicate?.extends ?? []).map(({ name, expression }) => `| extend ${name} = ${expression}`),
  );
}

/**
 * An expression that names the rules that a row matches by their place: `3;` for a match, `3+;` for a row that is greater
 * than the size that its rule allows.
 */
export function marksKql(rules: readonly ActiveRule[]): string {
  return joined(rules.map(markOf));
}

function markOf({ predicate, measure, threshold }: ActiveRule, place: number): string {
  const mark = measure === "kilobytes" ? `iff(Bytes > ${threshold * 1024}, "${place}+;", "${place};")` : `"${place};"`;
  return `iff(${conditionOf(predicate)}, ${mark}, "")`;
}

function conditionOf(predicate: RulePredicate | undefined): string {
  return predicate === undefined ? "false" : `(${predicate.condition})`;
}

/** strcat() takes 64 arguments at most: https://learn.microsoft.com/kusto/query/strcat-function */
const STRCAT_MAX = 64;

function joined(parts: readonly string[]): string {
  if (parts.length === 0) return '""';
  if (parts.length === 1) return parts[0] ?? '""';
  if (parts.length <= STRCAT_MAX) return `strcat(${parts.join(", ")})`;
  const groups = Array.from({ length: Math.ceil(parts.length / STRCAT_MAX) }, (_, i) =>
    joined(parts.slice(i * STRCAT_MAX, (i + 1) * STRCAT_MAX)),
  );
  return joined(groups);
}
