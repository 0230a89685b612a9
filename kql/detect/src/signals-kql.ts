import { COLUMN_OF } from "./decode-kql.ts";
import { verbatim } from "./kql-text.ts";
import type { Pattern, SignalField } from "./pattern.ts";

/** A border of a word: `{b}` in a signal. */
const BORDER = "(?:^|[^a-z0-9_])";
const MAX_DEPTH = 5;

/** The RE2 text of a signal with its terms put in. Throws RangeError for a term that is not there or names itself. */
export function regexOf(pattern: Pattern, regex: string): string {
  const terms: Readonly<Record<string, string>> = { b: BORDER, ...pattern.logDoctor.terms };
  let text = regex;
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const next = text.replace(/(\\?)\{([a-z]+)\}/g, (whole, backslash: string, name: string) => {
      if (backslash !== "") return whole;
      const term = terms[name];
      if (term === undefined) throw new RangeError(`${pattern.id}: there is no term {${name}}`);
      return term;
    });
    if (next === text) return text;
    text = next;
  }
  throw new RangeError(`${pattern.id}: the terms name each other in a circle`);
}

/** The fields that the patterns' signals look at. */
export function fieldsOf(patterns: readonly Pattern[]): Set<SignalField> {
  return new Set(patterns.flatMap(({ logDoctor }) => logDoctor.signals.map(({ field }) => field)));
}

/**
 * KQL that gives each row its matches in a column `Hits`: a line per pattern, `id|score|signal,signal`.
 * The signals of a pattern are columns first, so that each expression is matched once.
 */
export function hitsKql(patterns: readonly Pattern[]): string {
  const signalled = patterns.flatMap((pattern, i) => (pattern.logDoctor.signals.length > 0 ? [{ pattern, i }] : []));
  const columns = signalled.map(({ pattern, i }) => `| extend ${signalColumns(pattern, i)}`);
  const scores = signalled.map(({ pattern, i }) => `Score${i} = ${scoreOf(pattern, i)}`);
  const lines = patterns.map((pattern, i) => `iff(${matches(pattern, i)}, ${lineOf(pattern, i)}, "")`);
  return [
    ...columns,
    ...(scores.length > 0 ? [`| extend ${scores.join(", ")}`] : []),
    `| extend Hits = ${joined(lines)}`,
  ].join("\n");
}

function signalColumns(pattern: Pattern, i: number): string {
  return pattern.logDoctor.signals
    .map(({ field, regex }, j) => `S${i}_${j} = ${COLUMN_OF[field]} matches regex ${verbatim(regexOf(pattern, regex))}`)
    .join(", ");
}

function scoreOf(pattern: Pattern, i: number): string {
  // Reals: a long sum of integers takes an engine that checks each step for overflow far longer to plan.
  return `toint(${pattern.logDoctor.signals.map(({ weight }, j) => `iff(S${i}_${j}, ${weight}.0, 0.0)`).join(" + ")})`;
}

function matches({ logDoctor }: Pattern, i: number): string {
  const score = logDoctor.signals.length > 0 ? [`Score${i} >= ${logDoctor.threshold}`] : [];
  const where = logDoctor.where === undefined ? [] : [`(${logDoctor.where})`];
  return [...score, ...where].join(" and ") || "true";
}

function lineOf({ id, logDoctor }: Pattern, i: number): string {
  if (logDoctor.signals.length === 0) return verbatim(`${id}|0|;`).slice(1);
  const names = logDoctor.signals.map(({ name }, j) => `iff(S${i}_${j}, "${name},", "")`);
  return joined([`"${id}|"`, `tostring(Score${i})`, '"|"', ...names, '";"']);
}

/** strcat() takes 64 arguments at most: https://learn.microsoft.com/kusto/query/strcat-function */
const STRCAT_MAX = 64;

function joined(parts: readonly string[]): string {
  if (parts.length <= STRCAT_MAX) return `strcat(${parts.join(", ")})`;
  const groups = Array.from({ length: Math.ceil(parts.length / STRCAT_MAX) }, (_, i) =>
    joined(parts.slice(i * STRCAT_MAX, (i + 1) * STRCAT_MAX)),
  );
  return joined(groups);
}
