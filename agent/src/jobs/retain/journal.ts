import { Instant, type Lease, ShrinkMethod } from "@logdoctor/shared-policies";
import { z } from "zod";
import { holderOf, leased, openLeased } from "../../journal/leased-document.ts";
import type { StateBlobs } from "./ports.ts";

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
  ...leased,
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
  const open = (before: RetainJournal | undefined): RetainJournal =>
    before?.runId === lease.runId ? { ...before, fence: lease.fence } : freshJournal(before, lease, now);
  const { doc, save } = await openLeased(state, { name: "journal/retain.json", schema: RetainJournal, lease, open });
  let writing: Promise<void> = Promise.resolve();
  return {
    doc,
    save(change) {
      change(doc);
      // Windows are worked on side by side; their writes go one after another, each with the newest ETag.
      writing = writing.then(save);
      return writing;
    },
    unit(key) {
      doc.units[key] ??= { shrunk: 0, late: 0 };
      return doc.units[key];
    },
  };
}

function freshJournal(before: RetainJournal | undefined, lease: Lease, now: Date): RetainJournal {
  return {
    ...holderOf(lease),
    startedAt: now.toISOString(),
    units: {},
    operations: (before?.operations ?? []).filter((operation) => operation.state === "requested"),
    rowsRemoved: 0,
    deleteCalls: before?.deleteCalls ?? [],
    baseline: before?.baseline ?? {},
  };
}
