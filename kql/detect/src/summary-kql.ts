import { idsOf } from "./kql-text.ts";
import type { Pattern, Requirement } from "./pattern.ts";

/** The score of a row that a pattern does not match and is compared with: it counts as traffic of the host, no more. */
export const COMPARED = -1;

/** Whether a pattern holds its matches against all else that the host was asked for. */
export function compares({ logDoctor }: Pattern): boolean {
  return logDoctor.require.percentOfVisitors !== undefined;
}

/** From matching rows, each with its pattern, score, signals and window, to findings: the same for all patterns and for one. */
export function summary(patterns: readonly Pattern[], maxItems: number): string[] {
  const comparing = patterns.some(compares);
  const byHost = patterns.filter(({ logDoctor }) => logDoctor.groupBy === "path");
  return [
    `| extend Entity = ${entity(patterns)}`,
    "| where isnotempty(Entity)",
    ...(comparing ? [`| extend Mine = RowScore > ${COMPARED}`] : []),
    `| summarize ${(comparing ? ofMatches : ofAll)(maxItems).join(", ")}${counts(patterns)} by Pattern, Entity, WindowStart`,
    ...(comparing ? ["| where Rows > 0"] : []),
    ...requirements(patterns),
    // The rows that are compared have other paths: the group is the host, and its name has the path that was matched.
    ...(byHost.length === 0
      ? []
      : [
          `| extend Entity = iff(Pattern in (${idsOf(byHost)}), strcat(Entity, tostring(array_sort_asc(Paths)[0])), Entity)`,
        ]),
    ...(countsOf(patterns).length === 0
      ? []
      : [
          `| project-away ${countsOf(patterns)
            .map(([name]) => name)
            .join(", ")}`,
        ]),
  ];
}

function entity(patterns: readonly Pattern[]): string {
  const accounts = patterns.filter(({ logDoctor }) => logDoctor.groupBy === "account");
  const byHost = patterns.filter(({ logDoctor }) => logDoctor.groupBy === "path");
  const counting = patterns.filter(({ logDoctor }) => logDoctor.signals.length === 0);
  const cases = [
    ...(accounts.length === 0 ? [] : [`Pattern in (${idsOf(accounts)}), tolower(Account)`]),
    ...(byHost.length === 0 ? [] : [`Pattern in (${idsOf(byHost)}), strcat("//", tolower(Host))`]),
    'Source !in ("", "0.0.0.0", "::"), Source',
    // Application Insights masks addresses: an attack is still one, but nothing can be counted by such a source.
    ...(counting.length === 0 ? [] : [`Pattern in (${idsOf(counting)}), ""`]),
  ];
  return `case(${cases.join(", ")}, "unknown")`;
}

const EVIDENCE_BAG =
  'bag_pack("itemId", ItemId, "at", TimeGenerated, "method", Method, "request", Request, "decoded", Decoded, "status", Status, "score", RowScore, "signals", Signals)';

/** Texts of a finding and how many of each it lists. */
const SETS = [
  ["Sources", "Source", 20],
  ["Hosts", "Host", 5],
  ["Paths", "Path", 20],
  ["Accounts", "Account", 20],
  ["UserAgents", "UserAgent", 5],
] as const;

function ofAll(maxItems: number): string[] {
  return [
    "Score = max(RowScore), Rows = count(), Succeeded = countif(Status >= 200 and Status < 400), BlockedRows = countif(Blocked), FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), LastIngested = max(IngestedAt), DistinctPaths = dcount(Path), DistinctAccounts = dcountif(Account, isnotempty(Account))",
    ...SETS.map(([name, column, size]) => `${name} = make_set(${column}, ${size})`),
    `ItemIds = make_set(ItemId, ${maxItems}), Evidence = make_list(${EVIDENCE_BAG}, 5)`,
  ];
}

/** The same where other rows stand between those that matched. */
function ofMatches(maxItems: number): string[] {
  return [
    "Score = max(RowScore), Rows = countif(Mine), Succeeded = countif(Mine and Status >= 200 and Status < 400), BlockedRows = countif(Mine and Blocked), FirstSeen = minif(TimeGenerated, Mine), LastSeen = maxif(TimeGenerated, Mine), LastIngested = maxif(IngestedAt, Mine), DistinctPaths = dcountif(Path, Mine), DistinctAccounts = dcountif(Account, Mine and isnotempty(Account))",
    ...SETS.map(([name, column, size]) => `${name} = make_set_if(${column}, Mine, ${size})`),
    `ItemIds = make_set_if(ItemId, Mine, ${maxItems}), Evidence = make_list_if(${EVIDENCE_BAG}, Mine, 5)`,
  ];
}

const COUNTS = [
  ["DistinctSources", "dcountif(Source, Mine)"],
  // A table without user agents has none to share, rather than one that all share.
  ["DistinctAgents", "dcountif(UserAgent, Mine and isnotempty(UserAgent))"],
  ["Visitors", "dcount(Source)"],
] as const;

function countsOf(patterns: readonly Pattern[]): readonly (readonly [name: string, kql: string])[] {
  return patterns.some(compares) ? COUNTS : [];
}

function counts(patterns: readonly Pattern[]): string {
  return countsOf(patterns)
    .map(([name, kql]) => `, ${name} = ${kql}`)
    .join("");
}

function requirements(patterns: readonly Pattern[]): string[] {
  const bound = patterns.flatMap((pattern) => {
    const tests = testsOf(pattern.logDoctor.require);
    return tests.length === 0 ? [] : [`Pattern == ${idsOf([pattern])}, ${tests.join(" and ")}`];
  });
  return bound.length === 0 ? [] : [`| where case(${bound.join(", ")}, true)`];
}

function testsOf({ orScore, ...bounds }: Requirement): string[] {
  const tests = boundsOf(bounds);
  return orScore === undefined || tests.length === 0 ? tests : [`(${tests.join(" and ")} or Score >= ${orScore})`];
}

function boundsOf(require: Omit<Requirement, "orScore">): string[] {
  const { rows, distinctPaths, distinctAccounts, score } = require;
  const { distinctSources, rowsPerSource, sourcesPerAgent, percentOfVisitors } = require;
  return [
    ...(rows === undefined ? [] : [`Rows >= ${rows}`]),
    ...(distinctPaths === undefined ? [] : [`DistinctPaths >= ${distinctPaths}`]),
    ...(distinctAccounts === undefined ? [] : [`DistinctAccounts >= ${distinctAccounts}`]),
    ...(score === undefined ? [] : [`Score >= ${score}`]),
    ...(distinctSources === undefined ? [] : [`DistinctSources >= ${distinctSources}`]),
    ...(rowsPerSource === undefined ? [] : [`Rows <= ${rowsPerSource} * DistinctSources`]),
    ...(sourcesPerAgent === undefined
      ? []
      : [`DistinctAgents > 0 and DistinctSources >= ${sourcesPerAgent} * DistinctAgents`]),
    ...(percentOfVisitors === undefined ? [] : [`100 * DistinctSources >= ${percentOfVisitors} * Visitors`]),
  ];
}
