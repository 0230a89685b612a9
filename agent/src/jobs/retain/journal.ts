import { Instant, type Lease, ShrinkMethod } from "@logdoctor/shared-policies";
import { z } from "zod";
import { LeaseLost, type StateBlobs, StateConflict } from "./ports.ts";

const journalName = "journal/retain.json";

/** A request to remove rows, written before it is made. */
export const Operation = z.object({
  id: z.string(),
  unit: z.string(),
  table: z.string(),
  method: ShrinkMethod,
  from: z.string(),
  to: z.string(),
  rows: z.int().nonnegative(),
  state: z.enum(["intended", "requested", "done", "failed"]),
  reference: z.string().optional(),
  at: Instant,
});
export type Operation = z.infer<typeof Operation>;

/** Progress of one policy on one table. */
const UnitProgress = z.object({ expired: z.int().optional(), shrunk: z.int(), late: z.int() });
export type UnitProgress = z.infer<typeof UnitProgress>;

const Days = z.object({ retentionInDays: z.int(), totalRetentionInDays: z.int() });

/** What the agent must remember between attempts and runs; the manifests say what is archived, this does not. */
export const RetainJournal = z.object({
  runId: z.string(),
  fence: z.int(),
  periodTo: z.string(),
  startedAt: Instant,
  units: z.record(z.string(), UnitProgress),
  operations: z.array(Operation),
  /** Rows that steps of this run asked to remove. */
  rowsRemoved: z.int(),
  /** When Delete Data was called, within the last hour. */
  deleteCalls: z.array(Instant),
  /** Retention of each table before Log Doctor first changed it: the honest baseline of savings. */
  baseline: z.record(z.string(), Days),
});
export type RetainJournal = z.infer<typeof RetainJournal>;

export interface Journal {
  readonly doc: RetainJournal;
  /** Changes the journal and makes it durable before it returns. Throws `LeaseLost` when another instance wrote it. */
  save(change: (doc: RetainJournal) => void): Promise<void>;
  unit(key: string): UnitProgress;
}

/**
 * Opens the journal for a lease. A resumed run finds its own progress; a new run starts afresh but keeps operations that
 * are still under way. Throws `LeaseLost` when a newer run or a higher fence has written it already.
 */
export async function openJournal(state: StateBlobs, lease: Lease, now: Date): Promise<Journal> {
  const stored = await state.read(journalName);
  const before = stored === undefined ? undefined : RetainJournal.parse(JSON.parse(stored.text));
  if (before !== undefined) refuseStale(before, lease);
  const doc = before?.runId === lease.runId ? { ...before, fence: lease.fence } : freshJournal(before, lease, now);
  let etag = stored?.etag;
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    try {
      etag = await state.write(journalName, JSON.stringify(doc), etag);
    } catch (error) {
      if (error instanceof StateConflict) throw new LeaseLost(error.message);
      throw error;
    }
  };
  await write();
  return {
    doc,
    save(change) {
      change(doc);
      // Windows are worked on side by side; their writes go one after another, each with the newest ETag.
      writing = writing.then(write);
      return writing;
    },
    unit(key) {
      doc.units[key] ??= { shrunk: 0, late: 0 };
      return doc.units[key];
    },
  };
}

function refuseStale(before: RetainJournal, lease: Lease): void {
  const newer = before.runId === lease.runId ? before.fence > lease.fence : before.periodTo > lease.period.to;
  if (newer) throw new LeaseLost(`run ${before.runId} with fence ${before.fence} has taken over`);
}

function freshJournal(before: RetainJournal | undefined, lease: Lease, now: Date): RetainJournal {
  return {
    runId: lease.runId,
    fence: lease.fence,
    periodTo: lease.period.to,
    startedAt: now.toISOString(),
    units: {},
    operations: (before?.operations ?? []).filter((operation) => operation.state === "requested"),
    rowsRemoved: 0,
    deleteCalls: before?.deleteCalls ?? [],
    baseline: before?.baseline ?? {},
  };
}
