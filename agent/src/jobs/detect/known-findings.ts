import { createHash } from "node:crypto";
import type { Finding } from "@logdoctor/kql-detect";
import { LogInstant } from "@logdoctor/shared-policies";
import { z } from "zod";

/** What the journal remembers of a finding, so that a row that is read again counts once. */
export const KnownFinding = z.object({
  rows: z.int().nonnegative(),
  succeeded: z.int().nonnegative(),
  score: z.number(),
  firstSeen: LogInstant,
  lastSeen: LogInstant,
  /** Short hashes of the rows' ids; fewer than `rows` when there were too many to list. */
  items: z.array(z.string()),
});
export type KnownFinding = z.infer<typeof KnownFinding>;

/**
 * The finding with all of its rows that were ever read, whatever their order. Exact while all their ids are known; beyond
 * `maxItems` the highest count of one reading stands.
 */
export function learn(before: KnownFinding | undefined, finding: Finding, maxItems: number): KnownFinding {
  const items = [...new Set([...(before?.items ?? []), ...finding.itemIds.map(shortHash)])];
  const complete = finding.itemIds.length === finding.itemCount && before?.items.length === before?.rows;
  const most = Math.max(before?.rows ?? 0, finding.itemCount);
  const rows = complete ? items.length : most;
  // Two readings without a row in common add up; of others the higher count is right, or short of the rows between.
  const apart = complete && rows === (before?.rows ?? 0) + finding.itemCount;
  const [was, is] = [before?.succeeded ?? 0, finding.succeeded];
  return {
    rows,
    succeeded: apart ? was + is : Math.max(was, is),
    score: Math.max(before?.score ?? 0, finding.score),
    firstSeen: min(before?.firstSeen ?? finding.firstSeen, finding.firstSeen),
    lastSeen: max(before?.lastSeen ?? finding.lastSeen, finding.lastSeen),
    items: items.slice(0, maxItems),
  };
}

/** Whether the provider has something to hear that it was not told before. */
export function isNews(before: KnownFinding | undefined, after: KnownFinding): boolean {
  if (before === undefined) return true;
  return after.rows > before.rows || after.score > before.score || after.succeeded > before.succeeded;
}

/** Those seen last stay, none older than `floor` (milliseconds). */
export function prune(
  known: Readonly<Record<string, KnownFinding>>,
  of: { readonly floor: number; readonly max: number },
): Record<string, KnownFinding> {
  const fresh = Object.entries(known).filter(([, { lastSeen }]) => Date.parse(lastSeen) >= of.floor);
  const newest = fresh.toSorted(([, a], [, b]) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen));
  return Object.fromEntries(newest.slice(0, of.max));
}

/** Whether a row is one of those that the journal remembers of a finding. */
export function knowsItem({ items }: KnownFinding, itemId: string): boolean {
  return items.includes(shortHash(itemId));
}

function shortHash(id: string): string {
  return createHash("sha256").update(id).digest("base64url").slice(0, 12);
}

// With the Z gone, text order is the order of time, also where fractions have unequal lengths.
function min(a: string, b: string): string {
  return a.slice(0, -1) <= b.slice(0, -1) ? a : b;
}

function max(a: string, b: string): string {
  return a.slice(0, -1) <= b.slice(0, -1) ? b : a;
}
