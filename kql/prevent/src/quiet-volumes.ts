import { type Bucket, bucketsOf, type TemplatedGroup, type Volume } from "./buckets.ts";
import { findingIdOf, mergedIdsOf } from "./finding-id.ts";
import type { ActiveRule } from "./rule.ts";

/** Rows and billed bytes of what a rule looks at and does not find too much. */
export interface QuietVolume {
  readonly findingId: string;
  readonly count: number;
  readonly bytes: number;
}

export interface QuietVolumes {
  /** Of findings that are known. */
  readonly known: readonly QuietVolume[];
  /** Of all others; none where they are too many. */
  readonly others: readonly QuietVolume[];
  /** Whether everything that the rules look at is found too much, or among these. */
  readonly isListed: boolean;
}

export interface QuietOptions {
  readonly table: string;
  readonly volume: Volume;
  /** Ids of what is found too much. */
  readonly found: ReadonlySet<string>;
  /** Ids that earlier runs found. */
  readonly known: ReadonlySet<string>;
}

/** Others of one table that are listed; beyond it, what is not known has no volume. */
const maxOthers = 200;

/**
 * Volumes of what the rules do not find too much. A template of which rows may be in a sum of light groups has none, since
 * its volume is not known exactly.
 */
export function quietVolumesOf(
  rules: readonly ActiveRule[],
  groups: readonly TemplatedGroup[],
  options: QuietOptions,
): QuietVolumes {
  const known: QuietVolume[] = [];
  const others: QuietVolume[] = [];
  let isListed = true;
  for (const rule of rules) {
    const summed = rule.subject === "template" ? summedPlaces(rule, groups) : new Set<string>();
    if (summed.size > 0) isListed = false;
    for (const bucket of bucketsOf(wholeOf(rule), groups, options.volume)) {
      if (rule.subject === "template" && summed.has(bucket.resource)) continue;
      if (mergedIdsOf(rule, bucket, options).length > 0) isListed = false;
      const volume = quietOf(rule, bucket, options);
      if (options.found.has(volume.findingId)) continue;
      if (options.known.has(volume.findingId)) known.push(volume);
      else if (others.length < maxOthers) others.push(volume);
      else isListed = false;
    }
  }
  return { known, others: isListed ? others : [], isListed };
}

/** Rows that are no longer too large are still logged: for their size, all that the rule looks at is told. */
function wholeOf(rule: ActiveRule): ActiveRule {
  return rule.measure === "kilobytes" ? { ...rule, measure: "rows" } : rule;
}

function summedPlaces({ id }: ActiveRule, groups: readonly TemplatedGroup[]): ReadonlySet<string> {
  const summed = groups.filter(({ listed, rules }) => !listed && rules.has(id));
  return new Set(summed.map(({ resource }) => resource));
}

function quietOf(rule: ActiveRule, bucket: Bucket, options: QuietOptions): QuietVolume {
  return { findingId: findingIdOf(rule, bucket, options), count: bucket.rows, bytes: Math.round(bucket.bytes) };
}
