import { Instant, type Lease, TableName } from "@logdoctor/shared-policies";
import { z } from "zod";
import { holderOf, type LeasedDocument, leased, openLeased, openUnleased } from "../../journal/leased-document.ts";
import type { StateBlobs } from "../retain/ports.ts";

/** What we wrote into one flow of one data collection rule. */
export const Applied = z.object({
  table: TableName,
  collectionRule: z.string(),
  stream: z.string(),
  /** Names the rules within the text. */
  fingerprint: z.string(),
  ruleIds: z.array(z.string()),
  appliedAt: Instant,
  /** When who would miss rows was last looked at. */
  certifiedAt: Instant.optional(),
  predictedDropRate: z.number(),
  heldOutShare: z.number(),
  /** How far the real drop rate may lie from the predicted one; kept here for the time without a provider. */
  tolerance: z.number().default(0.1),
  /** When the first of its rules expires. */
  expiresAt: Instant.optional(),
  /** `reverted` is written before the text is taken out: a process that dies between must not apply it again. */
  state: z.enum(["pending", "verified", "reverted"]),
  /** Why it was taken back. */
  detail: z.string().optional(),
  /** Until when its statistics were reported. */
  countedTo: Instant,
});
export type Applied = z.infer<typeof Applied>;

/** A filter that is not there any more: until then history has little of what its rules dropped. */
export const Stood = Applied.pick({ table: true, ruleIds: true, heldOutShare: true }).extend({ until: Instant });
export type Stood = z.infer<typeof Stood>;

/** What Filter must remember between runs. */
export const FilterJournal = z.object({ ...leased, applied: z.array(Applied), stood: z.array(Stood).default([]) });
export type FilterJournal = z.infer<typeof FilterJournal>;

export type Journal = LeasedDocument<FilterJournal>;

export const journalName = "journal/filter.json";

/** Entries that are remembered; the oldest go first. */
const mostEntries = 500;

export function openJournal(state: StateBlobs, lease: Lease): Promise<Journal> {
  const open = (before: FilterJournal | undefined) => ({
    ...holderOf(lease),
    applied: (before?.applied ?? []).slice(-mostEntries),
    stood: (before?.stood ?? []).slice(-mostEntries),
  });
  return openLeased(state, { name: journalName, schema: FilterJournal, lease, open });
}

/** The journal as the last run left it; undefined where there was none. */
export function journalWithoutLease(state: StateBlobs): Promise<Journal | undefined> {
  return openUnleased(state, { name: journalName, schema: FilterJournal });
}
