import type { MatchedRows } from "@logdoctor/shared-policies";
import type { LogGroup } from "./groups.ts";
import type { ActiveRule } from "./rule.ts";

/** A group with the template of its messages; a sum of light groups has none. */
export interface TemplatedGroup extends LogGroup {
  readonly templateId: string;
  /** Ids of templates that turned out to be this one. */
  readonly formerIds?: readonly string[];
}

/** Groups that make one finding of one rule: the same place, and the same template or category. */
export interface Bucket {
  readonly groups: readonly TemplatedGroup[];
  readonly resource: string;
  /** Those of the heaviest group. */
  readonly heaviest: TemplatedGroup;
  readonly rows: number;
  /** Billed bytes that the change would spare. */
  readonly bytes: number;
  readonly matched: MatchedRows;
}

export interface Volume {
  /** Billed bytes of the whole table. */
  readonly bytes: number;
  /** Length of the window. */
  readonly hours: number;
}

/** The groups of a rule, put together by what a finding of it is about. */
export function bucketsOf(rule: ActiveRule, groups: readonly TemplatedGroup[], volume: Volume): Bucket[] {
  const own = groups.filter((group) => isOwn(rule, group));
  const keyed = Map.groupBy(own, (group) => keyOf(rule, group));
  return [...keyed.values()].flatMap((together) => bucketOf(rule, together, volume) ?? []);
}

/** The greatest size of a row that a rule looks at, within its bound or not. */
export function largestOf(rule: ActiveRule, groups: readonly LogGroup[]): number {
  return Math.max(0, ...groups.filter(({ rules }) => rules.has(rule.id)).map(({ largestBytes }) => largestBytes));
}

function isOwn({ id, measure, subject }: ActiveRule, group: TemplatedGroup): boolean {
  // A sum of light groups has no template: it counts where one row is enough, and says nothing of what comes how often.
  if (subject === "template" && !group.listed && measure !== "rows" && measure !== "kilobytes") return false;
  return measure === "kilobytes" ? group.tooLarge.has(id) : group.rules.has(id);
}

function keyOf({ subject }: ActiveRule, group: TemplatedGroup): string {
  if (subject === "column") return "";
  const what = subject === "category" ? group.category : group.templateId || group.callSite;
  return JSON.stringify([group.resource, what]);
}

function bucketOf(rule: ActiveRule, groups: readonly TemplatedGroup[], volume: Volume): Bucket | undefined {
  const [heaviest] = groups.toSorted((a, b) => b.bytes - a.bytes || b.rows - a.rows);
  if (heaviest === undefined) return undefined;
  const allRows = sum(groups, ({ rows }) => rows);
  const allBytes = sum(groups, ({ bytes }) => bytes);
  const stored = sum(groups, ({ storedBytes }) => storedBytes);
  const hours = hoursOf(groups);
  const busiest = Math.max(0, ...hours.map(({ rows }) => rows));
  const duplicates = sum(hours, (hour) => hour.duplicates);
  const counted = rule.measure === "duplicatesPerHour" ? duplicates : allRows;
  const bytes =
    rule.subject === "column"
      ? Math.max(0, allBytes - stored)
      : Math.round((allBytes * counted) / Math.max(1, allRows));
  return {
    groups,
    resource: rule.subject === "column" ? "" : heaviest.resource,
    heaviest,
    rows: counted,
    bytes,
    matched: {
      rows: counted,
      rowsPerHour: busiest > 0 ? busiest : allRows / Math.max(1, volume.hours),
      duplicatesPerHour: Math.max(0, ...hours.map((hour) => hour.duplicates)),
      largestBytes: Math.max(0, ...groups.map(({ largestBytes }) => largestBytes)),
      shareOfVolume: volume.bytes > 0 ? Math.min(1, bytes / volume.bytes) : 0,
      shareNotStored: allBytes > 0 ? Math.min(1, Math.max(0, allBytes - stored) / allBytes) : 0,
    },
  };
}

/** Rows and duplicates of all groups, by hour: the busiest hour of a template is not that of its groups. */
function hoursOf(groups: readonly LogGroup[]): { rows: number; duplicates: number }[] {
  const byHour = new Map<number, { rows: number; duplicates: number }>();
  for (const { hours } of groups)
    for (const [hour, { rows, duplicates }] of hours) {
      const before = byHour.get(hour) ?? { rows: 0, duplicates: 0 };
      byHour.set(hour, { rows: before.rows + rows, duplicates: before.duplicates + duplicates });
    }
  return [...byHour.values()];
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
