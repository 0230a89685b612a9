import { createHash } from "node:crypto";
import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { cannotBothMatch, leadingConditions } from "@logdoctor/kql-filter";
import { type CoverageCertificate, type FilterRule, ratesOfRules, type Watcher } from "@logdoctor/shared-policies";
import { WorkspaceError } from "../retain/ports.ts";
import type { FilterContext, TableWork } from "./context.ts";
import { historyOf } from "./dry-run-table.ts";
import { anyDrops, type Played, played, type Span, within } from "./history.ts";
import type { PatternWatchers, RuleWatchers, TextWatcher, WatcherQuery } from "./watchers.ts";

/** What a replay works with. */
interface Replay {
  readonly context: FilterContext;
  readonly work: TableWork;
  readonly play: Played;
  readonly span: Span;
}

/**
 * Plays everything that reads a table on its history with and without the rows that the rules drop. A watcher that gets other
 * results loses something; one that cannot be played is unknown, never safe.
 */
export async function certify(
  context: FilterContext,
  work: TableWork,
  rules: readonly FilterRule[],
): Promise<CoverageCertificate> {
  const span = historyOf(context);
  const replay: Replay = { context, work, span, play: played(context, work, rules) };
  const watchers: Watcher[] = [];
  for (const watcher of await context.watchersOf(work.table)) {
    const found = await play(replay, watcher);
    watchers.push(...(await withTakers(replay, { watcher, found, rules })));
  }
  const versions = rules.map((rule) => ({ ruleId: rule.id, version: sha256(versionOf(rule, context)) }));
  const said = JSON.stringify([work.table, versions, watchers.map(({ id, version }) => [id, version])]);
  return {
    ...{ table: work.table, ...span, rules: versions, watchers },
    issuedAt: context.clock.now().toISOString(),
    fingerprint: sha256(said),
  };
}

async function play(replay: Replay, watcher: WatcherQuery): Promise<Watcher[]> {
  if (watcher.kind === "pattern") return playPatterns(replay, watcher);
  if (watcher.kind === "prevention-rule") return playRules(replay, watcher);
  return [await playText(replay, watcher)];
}

/** More rules than these are not played one by one: what a watcher loses then counts as taken by each of them. */
const mostAlone = 20;

/** Says which of the rules take what is lost, by playing each alone: whoever approves a loss approves it for one rule. */
async function withTakers(
  replay: Replay,
  { watcher, found, rules }: { watcher: WatcherQuery; found: Watcher[]; rules: readonly FilterRule[] },
): Promise<Watcher[]> {
  const lost = found.filter(({ verdict }) => verdict === "lost");
  if (lost.length === 0 || rules.length < 2 || rules.length > mostAlone) return found;
  const takers = new Map<string, string[]>();
  for (const rule of rules) {
    const alone = { ...replay, play: played(replay.context, replay.work, [rule]) };
    for (const { id, verdict } of await play(alone, watcher))
      if (verdict === "lost" || verdict === "unknown") takers.set(id, [...(takers.get(id) ?? []), rule.id]);
  }
  return found.map((one) => (lost.includes(one) ? { ...one, ruleIds: takers.get(one.id) ?? one.ruleIds } : one));
}

/** What of a rule decides which rows it takes. */
function versionOf(rule: FilterRule, { policies }: FilterContext): string {
  const { filterType, matchPattern, action, priority, table, columns, matchMode, samplingRate, observedPerMinute } =
    rule;
  const sampling = ratesOfRules(policies.sampling, [rule]);
  return JSON.stringify([
    filterType,
    matchPattern,
    action,
    priority,
    table,
    columns,
    matchMode,
    samplingRate,
    sampling,
    ...(observedPerMinute === undefined ? [] : [observedPerMinute]),
  ]);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function playPatterns(replay: Replay, watcher: PatternWatchers): Promise<Watcher[]> {
  const { context, span } = replay;
  const text = watcher.query(span);
  let lost: Map<string, number> | string;
  try {
    const raw = resultsByPattern(await context.workspace.rows(text));
    const filtered = resultsByPattern(await context.workspace.rows(filteredQuery(replay, text)));
    lost = new Map([...watcher.versions.keys()].map((id) => [id, missing(raw.get(id), filtered.get(id))]));
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    lost = error.message.slice(0, 400);
  }
  return [...watcher.versions].map(([id, version]) => {
    const base = { id: `pattern:${id}`, kind: "pattern", version, ruleIds: ruleIds(replay) } as const;
    if (typeof lost === "string") return { ...base, verdict: "unknown", lost: 0, detail: lost };
    const count = lost.get(id) ?? 0;
    const detail =
      count === 0 ? "" : `${count} findings of the last days would have been missed or would have had fewer rows.`;
    return { ...base, verdict: count === 0 ? "equal" : "lost", lost: count, detail };
  });
}

/** The same query over the rows that stay: the table's name stands for them within it. */
function filteredQuery({ work, play }: Replay, text: string): string {
  const { table } = work;
  return `let ${quoteIdentifier(table)} = table(${quoteString(table)}) | where not(${anyDrops(play)});\n${text}`;
}

function resultsByPattern(rows: readonly Record<string, unknown>[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { Pattern, Entity, WindowStart, Rows, Score } of rows) {
    const id = String(Pattern);
    found.set(id, (found.get(id) ?? new Set()).add(JSON.stringify([Entity, WindowStart, Rows, Score])));
  }
  return found;
}

function missing(raw: ReadonlySet<string> = new Set(), filtered: ReadonlySet<string> = new Set()): number {
  return [...raw].filter((result) => !filtered.has(result)).length;
}

/** A rule of Prevent that looks at none of the rows that would go cannot miss one. */
async function playRules(replay: Replay, { rules, query }: RuleWatchers): Promise<Watcher[]> {
  const { context, play: filter, span } = replay;
  let counts: Record<string, unknown> | string;
  try {
    counts = (await context.workspace.rows(query(span, anyDrops(filter))))[0] ?? {};
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    counts = error.message.slice(0, 400);
  }
  return rules.map(({ id, version }, place) => {
    const base = { id: `prevention-rule:${id}`, kind: "prevention-rule", version, ruleIds: ruleIds(replay) } as const;
    if (typeof counts === "string") return { ...base, verdict: "unknown", lost: 0, detail: counts };
    const lost = Number(counts[`R${place}`] ?? 0);
    const detail = lost === 0 ? "" : `It looks at ${lost} of the rows that would have gone in the last days.`;
    return { ...base, verdict: lost === 0 ? "equal" : "lost", lost, detail };
  });
}

/**
 * A query of the customer's own is not run again: most look at the last hour alone. Its leading filters, less those on time, say
 * which rows it reads at all; where no row that would go passes them, it cannot have missed one.
 */
async function playText(replay: Replay, watcher: TextWatcher): Promise<Watcher> {
  const { context, work, play, span } = replay;
  const { id, kind, version } = watcher;
  const base = { id, kind, version, ruleIds: ruleIds(replay) } as const;
  if ("unread" in watcher) {
    const detail = `Queries of this kind could not be read: ${watcher.unread}`.slice(0, 500);
    return { ...base, verdict: "unknown", lost: 0, detail };
  }
  const read = leadingConditions(watcher.query, { table: work.table, columns: work.columns });
  if (read === undefined) {
    return {
      ...base,
      verdict: "unknown",
      lost: 0,
      detail: "What the query reads of the table cannot be told from its text.",
    };
  }
  if (provedApart(replay, read)) return { ...base, verdict: "proved", lost: 0, detail: "" };
  const rows = [`| where ${within(span)}`, `| where ${anyDrops(play)}`, ...read.map((one) => `| where ${one}`)];
  try {
    const [first] = await context.workspace.rows([quoteIdentifier(work.table), ...rows, "| count"].join("\n"));
    const lost = Number(first?.["Count"] ?? 0);
    const detail = lost === 0 ? "" : `It reads ${lost} of the rows that would have gone in the last days.`;
    return { ...base, verdict: lost === 0 ? "equal" : "lost", lost, detail };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { ...base, verdict: "unknown", lost: 0, detail: error.message.slice(0, 400) };
  }
}

function ruleIds({ play }: Replay): string[] {
  return play.rules.map(({ ruleId }) => ruleId);
}

/** Whether the texts alone show that no row is both read and dropped. */
function provedApart({ play, work }: Replay, read: readonly string[]): boolean {
  const conditions = read.length === 0 ? "true" : read.join(" and ");
  return play.ast.rules.every((rule) => cannotBothMatch(rule, conditions, work.columns) === "safe");
}
