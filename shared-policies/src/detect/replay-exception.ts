import { type ExceptionTest, excepts, type PatternException } from "./exception.ts";
import type { FindingBrief } from "./finding-brief.ts";
import type { Incident } from "./incident.ts";

/** What of the past an exception would have kept from people. */
export interface Hidden {
  /** Ids of findings; one that was reported twice is one. */
  readonly findings: ReadonlySet<string>;
  /** Incidents that it would have taken a finding from, with whether it would have taken all. */
  readonly incidents: ReadonlyMap<string, { readonly entirely: boolean }>;
}

/** Replays an exception over findings, whenever they were and however long it is to live. */
export function replayException(
  { patternId, tests }: Pick<PatternException, "patternId" | "tests">,
  past: readonly FindingBrief[],
): Hidden {
  const always = new Date(0);
  const exception = { id: "replay", patternId, tests, reason: "replay", expiresAt: "9999-12-31T23:59:59Z" };
  const findings = new Set<string>();
  const taken = new Set<string>();
  const left = new Set<string>();
  for (const finding of past) {
    const hidden = excepts(exception, finding, always);
    if (hidden) findings.add(finding.id);
    if (finding.incidentId !== undefined) (hidden ? taken : left).add(finding.incidentId);
  }
  return { findings, incidents: new Map([...taken].map((id) => [id, { entirely: !left.has(id) }])) };
}

const longestValue = 500;

/** The narrowest exception over what an incident is known by: its source on its path. Undefined where it has neither. */
export function suggestException({
  sourceIP,
  targetPath,
  host,
}: Pick<Incident, "sourceIP" | "targetPath" | "host">): ExceptionTest[] | undefined {
  const named: readonly (readonly [ExceptionTest["field"], string | undefined])[] = [
    ["sourceIP", sourceIP],
    ["targetPath", targetPath],
    ["host", host],
  ];
  const tests = named.flatMap(([field, value]): ExceptionTest[] => {
    if (value === undefined || value === "") return [];
    const operator = value.length > longestValue ? "startsWith" : "equals";
    return [{ field, operator, value: value.slice(0, longestValue) }];
  });
  return sourceIP === "" && targetPath === "" ? undefined : tests;
}
