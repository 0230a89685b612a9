import { COLUMN_OF } from "./decode-kql.ts";
import { verbatim } from "./kql-text.ts";
import type { Pattern, SignalField } from "./pattern.ts";
import { COMPARED, compares } from "./summary-kql.ts";

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

/** An expression cut at the names of its terms: each piece of text with the term that follows it, none after the last. */
export function splitAtTerms(regex: string): { readonly before: string; readonly term?: string }[] {
  const pieces: { readonly before: string; readonly term?: string }[] = [];
  let from = 0;
  for (const match of regex.matchAll(/(\\?)\{([a-z]+)\}/g)) {
    const [whole, backslash, term] = match;
    if (backslash !== "" || term === undefined) continue;
    pieces.push({ before: regex.slice(from, match.index), term });
    from = match.index + whole.length;
  }
  return [...pieces, { before: regex.slice(from) }];
}

/** The fields that the patterns' signals look at. */
export function fieldsOf(patterns: readonly Pattern[]): Set<SignalField> {
  return new Set(patterns.flatMap(({ logDoctor }) => logDoctor.signals.map(({ field }) => field)));
}

/**
 * KQL that gives each row its matches in a column `Hits`: a line per pattern, `id|score|signal,signal,`.
 * The names of the signals that match are columns first, one for each weight, so that each expression is matched once.
 */
export function hitsKql(patterns: readonly Pattern[]): string {
  const signalled = patterns.flatMap((pattern, i) => (pattern.logDoctor.signals.length > 0 ? [{ pattern, i }] : []));
  const columns = signalled.map(({ pattern, i }) => `| extend ${namesKql(pattern, `${i}`).join(", ")}`);
  const scores = signalled.map(({ pattern, i }) => `Score${i} = ${scoreKql(pattern, `${i}`)}`);
  const lines = patterns.map(
    (pattern, i) => `iff(${matches(pattern, i)}, ${lineOf(pattern, i)}, ${otherwise(pattern)})`,
  );
  return [
    ...columns,
    ...(scores.length > 0 ? [`| extend ${scores.join(", ")}`] : []),
    `| extend Hits = ${joined(lines)}`,
    "| where isnotempty(Hits)",
  ].join("\n");
}

/** How a signal's expression is written: as a literal, unless a rule has a shorter way. */
export type WriteRegex = (pattern: Pattern, regex: string) => string;

function literal(pattern: Pattern, regex: string): string {
  return verbatim(regexOf(pattern, regex));
}

/** Columns `W<weight>_<mark>`, each with the names of the signals of that weight that match. */
export function namesKql(pattern: Pattern, mark: string, write: WriteRegex = literal): string[] {
  return [...byWeight(pattern)].map(([weight, signals]) => {
    const names = signals.map(
      ({ name, field, regex }) => `iff(${COLUMN_OF[field]} matches regex ${write(pattern, regex)}, "${name},", "")`,
    );
    return `W${weight}_${mark} = ${joined(names)}`;
  });
}

/** The score of a row that has the columns of {@link namesKql}. */
export function scoreKql(pattern: Pattern, mark: string): string {
  return [...byWeight(pattern).keys()].map((weight) => `${weight} * countof(W${weight}_${mark}, ",")`).join(" + ");
}

/** The names of all signals of a row that match, each with a comma after it. */
export function allNamesKql(pattern: Pattern, mark: string): string {
  return joined([...byWeight(pattern).keys()].map((weight) => `W${weight}_${mark}`));
}

function byWeight({ logDoctor }: Pattern): Map<number, Pattern["logDoctor"]["signals"]> {
  return Map.groupBy(logDoctor.signals, ({ weight }) => weight);
}

function matches({ logDoctor }: Pattern, i: number): string {
  const score = logDoctor.signals.length > 0 ? [`Score${i} >= ${logDoctor.threshold}`] : [];
  const where = logDoctor.where === undefined ? [] : [`(${logDoctor.where})`];
  return [...score, ...where].join(" and ") || "true";
}

/** Of a pattern that compares, every row says something: those that do not match, that they were asked for. */
function otherwise(pattern: Pattern): string {
  return compares(pattern) ? `"${pattern.id}|${COMPARED}|;"` : '""';
}

function lineOf(pattern: Pattern, i: number): string {
  const { id, logDoctor } = pattern;
  if (logDoctor.signals.length === 0) return `"${id}|0|;"`;
  return `strcat("${id}|", tostring(Score${i}), "|", ${allNamesKql(pattern, `${i}`)}, ";")`;
}

/** strcat() takes 64 arguments at most: https://learn.microsoft.com/kusto/query/strcat-function */
const STRCAT_MAX = 64;

function joined(parts: readonly string[]): string {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  if (parts.length <= STRCAT_MAX) return `strcat(${parts.join(", ")})`;
  const groups = Array.from({ length: Math.ceil(parts.length / STRCAT_MAX) }, (_, i) =>
    joined(parts.slice(i * STRCAT_MAX, (i + 1) * STRCAT_MAX)),
  );
  return joined(groups);
}
