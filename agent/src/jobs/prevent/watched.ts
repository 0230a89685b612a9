import type { QuietVolume, TableFindings } from "@logdoctor/kql-prevent";
import type { PreventFinding, PreventOutcome } from "@logdoctor/shared-policies";
import type { Interval } from "../detect/intervals.ts";
import type { PreventJournal } from "./journal.ts";
import type { PreventLimits } from "./limits.ts";

/** What was not too much in one table, and the time in which it was read; without a time it was not read to its end. */
export interface TableQuiet {
  readonly table: string;
  readonly read?: Interval;
  readonly quiet?: TableFindings["quiet"];
}

interface Watching {
  /** Of the run. */
  readonly window: Interval;
  /** Volumes that do not come from rows. */
  readonly watched: readonly QuietVolume[];
  /** Tables with a finding that could not be reported. */
  readonly malformed: ReadonlySet<string>;
  readonly max: number;
}

/** Tables that a report can name. */
const maxSummed = 100;

/**
 * Volumes of what was not found too much: of known findings first, then of whole tables, the short ones first. Where a table
 * was not read for all of the run's time its volumes say nothing of a pace. Every table of which not all is told is named as
 * one; where they are too many to name, nothing is said of any.
 */
export function watchedIn(
  tables: readonly TableQuiet[],
  { window, watched, malformed, max }: Watching,
): Pick<PreventOutcome, "watched" | "summed"> {
  const whole = tables.filter(({ read }) => read?.from === window.from && read.to === window.to);
  const known = [...watched, ...whole.flatMap(({ quiet }) => quiet?.known ?? [])];
  const told = known.slice(0, max);
  const listed = new Set<string>();
  for (const { table, quiet } of whole.toSorted(byOthers)) {
    const fits = quiet?.isListed === true && told.length + quiet.others.length <= max;
    if (known.length > max || !fits || malformed.has(table)) continue;
    told.push(...quiet.others);
    listed.add(table);
  }
  const summed = tables.map(({ table }) => table).filter((table) => !listed.has(table));
  return { watched: told, ...(summed.length > maxSummed ? {} : { summed }) };
}

function byOthers(a: TableQuiet, b: TableQuiet): number {
  return (a.quiet?.others.length ?? 0) - (b.quiet?.others.length ?? 0) || (a.table < b.table ? -1 : 1);
}

/** Findings that the next runs tell the volume of: those of this run, and earlier ones that are not too old. */
export function knownAfter(
  before: PreventJournal["known"],
  { findings, window }: { findings: readonly Pick<PreventFinding, "id">[]; window: Interval },
  { maxWatched, knownMs }: PreventLimits,
): PreventJournal["known"] {
  const found = new Set(findings.map(({ id }) => id));
  const since = Date.parse(window.to) - knownMs;
  const earlier = before.filter(({ id, at }) => !found.has(id) && Date.parse(at) >= since);
  return [...[...found].map((id) => ({ id, at: window.to })), ...earlier].slice(0, maxWatched);
}
