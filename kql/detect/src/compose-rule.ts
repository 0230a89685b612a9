import { EVIDENCE, patternsFor, sourceOf } from "./compose.ts";
import { decodedKql, decodeKql, roundFunctions } from "./decode-kql.ts";
import { verbatim } from "./kql-text.ts";
import type { Pattern } from "./pattern.ts";
import { allNamesKql, fieldsOf, namesKql, regexOf, scoreKql, splitAtTerms, type WriteRegex } from "./signals-kql.ts";
import { COMPARED, compares, summary } from "./summary-kql.ts";

/** https://learn.microsoft.com/azure/sentinel/create-analytics-rules: "between 1 and 10,000 characters". */
const SENTINEL_MAX = 10_000;

const ITEMS = 50;
/** A term that is longer stands once, in front, rather than in each expression. */
const SHORT_TERM = 40;

/** KQL of one pattern as it can run alone, over one of its tables: AppServiceHTTPLogs or SigninLogs if none is given. */
export function composeRule(pattern: Pattern, table = defaultTable(pattern)): string {
  const source = sourceOf(table);
  patternsFor(source, [pattern]);
  const { id, logDoctor, queryPeriod } = pattern;
  const fields = fieldsOf([pattern]);
  const decode = decodeKql(fields);
  const signalled = logDoctor.signals.length > 0;
  return [
    ...terms(pattern),
    ...(decode.includes("Round(") ? [roundFunctions()] : []),
    source.table,
    `| where TimeGenerated > ago(${queryPeriod})`,
    source.normaliser,
    ...(decode === "" ? [] : [decode]),
    ...(signalled ? scored(pattern) : ['| extend RowScore = 0, Signals = ""']),
    ...narrowed(pattern),
    `| extend Pattern = "${id}", WindowStart = bin(TimeGenerated, ${logDoctor.window}), ${EVIDENCE}, Decoded = ${decodedKql(fields)}`,
    ...summary([pattern], ITEMS),
  ].join("\n");
}

/**
 * The same as rules that each fit into Sentinel: one, or several where the query would be too long. A request matches one of
 * them exactly when it matches the pattern: a signal that is enough alone may stand anywhere, and those that are not stand
 * together in the first. Throws RangeError for a pattern that cannot be cut so.
 */
export function composeRules(pattern: Pattern, table = defaultTable(pattern)): string[] {
  const whole = composeRule(pattern, table);
  if (whole.length <= SENTINEL_MAX) return [whole];
  const { signals, threshold, require } = pattern.logDoctor;
  if (Object.keys(require).length > 0) throw new RangeError(`${pattern.id} counts its matches: it cannot be cut`);
  const alone = signals.filter(({ weight }) => weight >= threshold);
  const parts: Signals[] = [signals.filter(({ weight }) => weight < threshold)];
  for (const signal of alone) {
    const last = parts.at(-1) ?? [];
    const fits = composeRule(withSignals(pattern, [...last, signal]), table).length <= SENTINEL_MAX;
    if (fits) parts[parts.length - 1] = [...last, signal];
    else parts.push([signal]);
  }
  const rules = parts.map((part) => composeRule(withSignals(pattern, part), table));
  if (rules.some(({ length }) => length > SENTINEL_MAX)) throw new RangeError(`A signal of ${pattern.id} is too long`);
  return rules;
}

function narrowed(pattern: Pattern): string[] {
  const { where } = pattern.logDoctor;
  if (where === undefined) return [];
  return [compares(pattern) ? `| extend RowScore = iff(${where}, 0, ${COMPARED})` : `| where ${where}`];
}

type Signals = Pattern["logDoctor"]["signals"];

function withSignals(pattern: Pattern, signals: Signals): Pattern {
  return { ...pattern, logDoctor: { ...pattern.logDoctor, signals } };
}

function defaultTable({ logDoctor }: Pattern): string {
  return logDoctor.shape === "signins" ? "SigninLogs" : "AppServiceHTTPLogs";
}

function scored(pattern: Pattern): string[] {
  return [
    `| extend ${namesKql(pattern, "", byTerms).join(", ")}`,
    `| extend RowScore = ${scoreKql(pattern, "")}, Signals = ${allNamesKql(pattern, "")}`,
    `| where RowScore >= ${pattern.logDoctor.threshold}`,
  ];
}

function terms(pattern: Pattern): string[] {
  const used = pattern.logDoctor.signals.flatMap(({ regex }) => splitAtTerms(regex).map(({ term }) => term));
  return longTerms(pattern)
    .filter((name) => used.includes(name))
    .map((name) => `let ${letOf(name)} = ${verbatim(regexOf(pattern, `{${name}}`))};`);
}

function longTerms(pattern: Pattern): string[] {
  return Object.keys(pattern.logDoctor.terms).filter((name) => regexOf(pattern, `{${name}}`).length > SHORT_TERM);
}

function letOf(term: string): string {
  return `Term_${term}`;
}

const byTerms: WriteRegex = (pattern, regex) => {
  const long = new Set(longTerms(pattern));
  const parts: string[] = [];
  let text = "";
  for (const { before, term } of splitAtTerms(regex)) {
    text += before;
    if (term === undefined) continue;
    if (!long.has(term)) {
      text += `{${term}}`;
      continue;
    }
    parts.push(...literals(pattern, text), letOf(term));
    text = "";
  }
  parts.push(...literals(pattern, text));
  return parts.length === 1 ? (parts[0] ?? "") : `strcat(${parts.join(", ")})`;
};

function literals(pattern: Pattern, text: string): string[] {
  return text === "" ? [] : [verbatim(regexOf(pattern, text))];
}
