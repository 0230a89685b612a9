import { Instant, type Lease, TableName } from "@logdoctor/shared-policies";
import { z } from "zod";
import { type LeasedDocument, leased, openLeased } from "../../journal/leased-document.ts";
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
  predictedDropRate: z.number(),
  heldOutShare: z.number(),
  state: z.enum(["pending", "verified", "reverted"]),
  /** Why it was taken back. */
  detail: z.string().optional(),
  /** Until when its statistics were reported. */
  countedTo: Instant,
});
export type Applied = z.infer<typeof Applied>;

/** What Filter must remember between runs. */
export const FilterJournal = z.object({ ...leased, applied: z.array(Applied) });
export type FilterJournal = z.infer<typeof FilterJournal>;

export type Journal = LeasedDocument<FilterJournal>;

export const journalName = "journal/filter.json";

export function openJournal(state: StateBlobs, lease: Lease): Promise<Journal> {
  const mine = { runId: lease.runId, fence: lease.fence, periodTo: lease.period.to };
  const open = (before: FilterJournal | undefined) => ({ ...mine, applied: before?.applied ?? [] });
  return openLeased(state, { name: journalName, schema: FilterJournal, lease, open });
}
