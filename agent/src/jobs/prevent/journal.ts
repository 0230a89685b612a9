import { Instant, type Lease, PreventOutcome, RunStatus } from "@logdoctor/shared-policies";
import { z } from "zod";
import { holderOf, type LeasedDocument, leased, openLeased } from "../../journal/leased-document.ts";
import type { StateBlobs } from "../retain/ports.ts";

/** What Prevent must remember between runs. */
export const PreventJournal = z.object({
  ...leased,
  /** Up to where each table was read, in ingestion time. */
  readTo: z.record(z.string(), Instant),
  /** Findings of late, the ones found last first, with when they were: their volume is told on. */
  known: z.array(z.object({ id: z.string(), at: Instant })).default([]),
  /** What the report of `runId` says: an attempt that is repeated says the same. Absent while the run is under way. */
  done: z.object({ status: RunStatus, outcome: PreventOutcome }).optional(),
});
export type PreventJournal = z.infer<typeof PreventJournal>;

export type Journal = LeasedDocument<PreventJournal>;

/**
 * Opens the journal for a lease; a new run starts where the last one ended. Throws `LeaseLost` when a newer run or a higher
 * fence has written it already.
 */
export function openJournal(state: StateBlobs, lease: Lease): Promise<Journal> {
  const open = (before: PreventJournal | undefined): PreventJournal => {
    const own = before?.runId === lease.runId ? before.done : undefined;
    return {
      ...holderOf(lease),
      readTo: { ...before?.readTo },
      known: [...(before?.known ?? [])],
      ...(own === undefined ? {} : { done: own }),
    };
  };
  return openLeased(state, { name: "journal/prevent.json", schema: PreventJournal, lease, open });
}
