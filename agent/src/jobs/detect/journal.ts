import { Instant, type Lease } from "@logdoctor/shared-policies";
import { z } from "zod";
import { LeaseLost, type StateBlobs, StateConflict } from "../retain/ports.ts";
import { Gathered, nothing, together } from "./gathered.ts";
import { KnownFinding } from "./known-findings.ts";

const journalName = "journal/detect.json";

const Covered = z.object({
  /** Ingestion time before this was never asked for: the agent was not there yet. */
  since: Instant,
  /** Ingestion time that was read, in order. */
  intervals: z.array(z.object({ from: Instant, to: Instant })),
});

/** What Detect must remember between runs. */
export const DetectJournal = z.object({
  /** The last leased run. */
  runId: z.string(),
  fence: z.int(),
  periodTo: z.string(),
  /** When workspaces were last read, with a lease or without. */
  readAt: Instant,
  /** Keys the names under which accounts are reported. It never leaves the customer's storage. */
  accountKey: z.string(),
  tables: z.record(z.string(), Covered),
  known: z.record(z.string(), KnownFinding),
  /** What the report of `runId` says. A later run proves that the provider has it. */
  leased: Gathered,
  /** What was found while the provider was away; the next leased run reports it. */
  offline: Gathered,
});
export type DetectJournal = z.infer<typeof DetectJournal>;

export interface Journal {
  readonly doc: DetectJournal;
  /** Whether what is found now waits for another run's report. */
  readonly offline: boolean;
  /** Makes the journal durable. Throws `LeaseLost` when another instance wrote it meanwhile. */
  save(): Promise<void>;
}

/**
 * Opens the journal for a lease. A resumed run goes on with its own findings; a new one starts with those of the time in
 * which the provider was away. Throws `LeaseLost` when a newer run or a higher fence has written it already.
 */
export async function openJournal(
  state: StateBlobs,
  { lease, now, newKey }: { lease: Lease; now: Date; newKey: () => string },
): Promise<Journal> {
  const { before, etag } = await readJournal(state);
  if (before !== undefined) refuseStale(before, lease);
  const own = before?.runId === lease.runId ? before.leased : nothing();
  const doc: DetectJournal = {
    runId: lease.runId,
    fence: lease.fence,
    periodTo: lease.period.to,
    readAt: before?.readAt ?? now.toISOString(),
    accountKey: before?.accountKey ?? `${newKey()}${newKey()}`,
    tables: before?.tables ?? {},
    known: before?.known ?? {},
    leased: together(own, before?.offline ?? nothing()),
    offline: nothing(),
  };
  const journal = writable(state, { doc, etag, offline: false });
  await journal.save();
  return journal;
}

/** The journal as the last leased run or the last reading without a lease left it; undefined before the first run. */
export async function journalWithoutLease(state: StateBlobs): Promise<Journal | undefined> {
  const { before, etag } = await readJournal(state);
  return before === undefined ? undefined : writable(state, { doc: before, etag, offline: true });
}

async function readJournal(state: StateBlobs) {
  const stored = await state.read(journalName);
  const before = stored === undefined ? undefined : DetectJournal.parse(JSON.parse(stored.text));
  return { before, etag: stored?.etag };
}

function writable(state: StateBlobs, of: { doc: DetectJournal; etag: string | undefined; offline: boolean }): Journal {
  let { etag } = of;
  return {
    doc: of.doc,
    offline: of.offline,
    async save() {
      try {
        etag = await state.write(journalName, JSON.stringify(of.doc), etag);
      } catch (error) {
        if (error instanceof StateConflict) throw new LeaseLost(error.message);
        throw error;
      }
    },
  };
}

function refuseStale(before: DetectJournal, lease: Lease): void {
  const newer = before.runId === lease.runId ? before.fence > lease.fence : before.periodTo > lease.period.to;
  if (newer) throw new LeaseLost(`run ${before.runId} with fence ${before.fence} has taken over`);
}
