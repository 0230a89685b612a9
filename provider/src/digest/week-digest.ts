import {
  type DigestEntry,
  digestOf,
  type FindingBrief,
  type PreventDigest,
  preventDigestOf,
  type Week,
} from "@logdoctor/shared-policies";
import type { DocumentStore } from "../documents/document-store.ts";
import { findingsBetween } from "../findings/finding-store.ts";
import { preventRunsBetween } from "../prevent-findings/prevent-run-store.ts";
import { violationsOf } from "../prevent-findings/violation-store.ts";

/** How far back runs show what volume was before a change. */
const beforeMs = 14 * 24 * 3_600_000;

export interface WeekDigest {
  /** Detect's findings that opened no incident. */
  readonly patterns: DigestEntry[];
  readonly prevent: PreventDigest;
  /** Whether there is anything to tell. */
  readonly isEmpty: boolean;
}

/** What a week's runs of Detect and Prevent have to tell. A finding of Detect belongs to the week of its report. */
export async function weekDigest(documents: DocumentStore, tenantId: string, week: Week): Promise<WeekDigest> {
  const keep = ({ incidentId }: FindingBrief): boolean => incidentId === undefined;
  const findings = await findingsBetween(documents, tenantId, { ...week, keep });
  const violations = (await violationsOf(documents, tenantId)).map(({ body }) => body);
  const from = new Date(week.from.getTime() - beforeMs);
  const runs = await preventRunsBetween(documents, tenantId, { from, to: week.to });
  const patterns = digestOf(findings);
  const isEmpty = patterns.length === 0 && !runs.some(({ window }) => Date.parse(window.to) > week.from.getTime());
  return { patterns, prevent: preventDigestOf({ violations, runs, week }), isEmpty };
}
