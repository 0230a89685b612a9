import { Instant, type Lease, PreventOutcome, RunStatus } from "@logdoctor/shared-policies";
import { z } from "zod";
import { LeaseLost, type StateBlobs, StateConflict } from "../retain/ports.ts";

const journalName = "journal/prevent.json";

/** What Prevent must remember between runs. */
export const PreventJournal = z.object({
  /** The last leased run. */
  runId: z.string(),
  fence: z.int(),
  periodTo: z.string(),
  /** Up to where each table was read, in ingestion time. */
  readTo: z.record(z.string(), Instant),
  /** Findings of late, the ones found last first, with when they were: their volume is told on. */
  known: z.array(z.object({ id: z.string(), at: Instant })).default([]),
  /** What the report of `runId` says: an attempt that is repeated says the same. Absent while the run is under way. */
  done: z.object({ status: RunStatus, outcome: PreventOutcome }).optional(),
});
export type PreventJournal = z.infer<typeof PreventJournal>;

export interface Journal {
  readonly doc: PreventJournal;
  /** Makes the journal durable. Throws `LeaseLost` when another instance wrote it meanwhile. */
  save(): Promise<void>;
}

/**
 * Opens the journal for a lease; a new run starts where the last one ended. Throws `LeaseLost` when a newer run or a higher
 * fence has written it already.
 */
export async function openJournal(state: StateBlobs, lease: Lease): Promise<Journal> {
  const stored = await state.read(journalName);
  const before = stored === undefined ? undefined : PreventJournal.parse(JSON.parse(stored.text));
  if (before !== undefined) refuseStale(before, lease);
  const own = before?.runId === lease.runId ? before.done : undefined;
  const doc: PreventJournal = {
    runId: lease.runId,
    fence: lease.fence,
    periodTo: lease.period.to,
    readTo: { ...before?.readTo },
    known: [...(before?.known ?? [])],
    ...(own === undefined ? {} : { done: own }),
  };
  let etag = stored?.etag;
  const save = async (): Promise<void> => {
    try {
      etag = await state.write(journalName, JSON.stringify(doc), etag);
    } catch (error) {
      if (error instanceof StateConflict) throw new LeaseLost(error.message);
      throw error;
    }
  };
  await save();
  return { doc, save };
}

function refuseStale(before: PreventJournal, lease: Lease): void {
  const newer = before.runId === lease.runId ? before.fence > lease.fence : before.periodTo > lease.period.to;
  if (newer) throw new LeaseLost(`run ${before.runId} with fence ${before.fence} has taken over`);
}
