import { Instant, type Lease } from "@logdoctor/shared-policies";
import { z } from "zod";
import { holderOf, type LeasedDocument, leased, openLeased, openUnleased } from "../../journal/leased-document.ts";
import type { StateBlobs } from "../retain/ports.ts";
import { Gathered, nothing, together } from "./gathered.ts";
import { KnownFinding } from "./known-findings.ts";

const Covered = z.object({
  /** Ingestion time before this was never asked for: the agent was not there yet. */
  since: Instant,
  /** Ingestion time that was read, in order. */
  intervals: z.array(z.object({ from: Instant, to: Instant })),
});

/** What Detect must remember between runs. */
const DetectJournal = z.object({
  ...leased,
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

export interface Journal extends LeasedDocument<DetectJournal> {
  /** Whether what is found now waits for another run's report. */
  readonly offline: boolean;
}

const kept = { name: "journal/detect.json", schema: DetectJournal } as const;

/**
 * Opens the journal for a lease. A resumed run goes on with its own findings; a new one starts with those of the time in
 * which the provider was away. Throws `LeaseLost` when a newer run or a higher fence has written it already.
 */
export async function openJournal(
  state: StateBlobs,
  { lease, now, newKey }: { lease: Lease; now: Date; newKey: () => string },
): Promise<Journal> {
  const open = (before: DetectJournal | undefined): DetectJournal => {
    const own = before?.runId === lease.runId ? before.leased : nothing();
    return {
      ...holderOf(lease),
      readAt: before?.readAt ?? now.toISOString(),
      accountKey: before?.accountKey ?? `${newKey()}${newKey()}`,
      tables: before?.tables ?? {},
      known: before?.known ?? {},
      leased: together(own, before?.offline ?? nothing()),
      offline: nothing(),
    };
  };
  return { ...(await openLeased(state, { ...kept, lease, open })), offline: false };
}

/** The journal as the last leased run or the last reading without a lease left it; undefined before the first run. */
export async function journalWithoutLease(state: StateBlobs): Promise<Journal | undefined> {
  const journal = await openUnleased(state, kept);
  return journal === undefined ? undefined : { ...journal, offline: true };
}
