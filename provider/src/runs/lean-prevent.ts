import type { PreventOutcome } from "@logdoctor/shared-policies";

const [shownText, shownCallSite, shownTables] = [200, 100, 300];

/** What a run's document keeps of Prevent: findings as they were live in documents of their own. */
export function leanPrevent({ watched: _, ...outcome }: PreventOutcome): PreventOutcome {
  const findings = outcome.findings.map(({ template, callSite, resource, ...finding }) => ({
    ...finding,
    ...(template === undefined ? {} : { template: template.slice(0, shownText) }),
    ...(callSite === undefined ? {} : { callSite: callSite.slice(0, shownCallSite) }),
    resource: resource.slice(0, shownText),
    itemIds: [],
  }));
  const analyses = outcome.analyses.map((one) => ({ ...one, detail: one.detail.slice(0, shownText) }));
  return { ...outcome, findings, analyses, tables: outcome.tables.slice(0, shownTables) };
}
