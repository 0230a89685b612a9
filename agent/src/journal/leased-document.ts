import type { Lease } from "@logdoctor/shared-policies";
import { z } from "zod";
import { LeaseLost, type StateBlobs, StateConflict } from "../jobs/retain/ports.ts";

/** Whose a document is: the run that wrote it last. */
export const leased = { runId: z.string(), fence: z.int(), periodTo: z.string() };
type Leased = z.infer<z.ZodObject<typeof leased>>;

/** The marks of a lease's holder. */
export function holderOf({ runId, fence, period }: Lease): Leased {
  return { runId, fence, periodTo: period.to };
}

/** A document of a job in the customer's storage that only the holder of its lease writes. */
export interface LeasedDocument<T> {
  readonly doc: T;
  /** Makes the document durable. Throws `LeaseLost` when another instance wrote it meanwhile. */
  save(): Promise<void>;
}

export interface Opening<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly lease: Lease;
  /** The document of this run, marked as the lease's, made of the one that was there. */
  readonly open: (before: T | undefined) => T;
}

/** Opens a document for a lease. Throws `LeaseLost` when a newer run or a higher fence has written it already. */
export async function openLeased<T extends Leased>(
  state: StateBlobs,
  { name, schema, lease, open }: Opening<T>,
): Promise<LeasedDocument<T>> {
  const stored = await state.read(name);
  const before = stored === undefined ? undefined : schema.parse(JSON.parse(stored.text));
  if (before !== undefined) refuseStale(before, lease);
  const doc = open(before);
  const document = writable(state, { name, doc, etag: stored?.etag });
  await document.save();
  return document;
}

/**
 * The document as the last run left it, for work that goes on while no lease can be had; undefined before the first run. It stays
 * that run's: the next lease takes it over.
 */
export async function openUnleased<T extends Leased>(
  state: StateBlobs,
  { name, schema }: Pick<Opening<T>, "name" | "schema">,
): Promise<LeasedDocument<T> | undefined> {
  const stored = await state.read(name);
  if (stored === undefined) return undefined;
  return writable(state, { name, doc: schema.parse(JSON.parse(stored.text)), etag: stored.etag });
}

function writable<T>(
  state: StateBlobs,
  { name, doc, etag: opened }: { name: string; doc: T; etag: string | undefined },
): LeasedDocument<T> {
  let etag = opened;
  const save = async () => {
    try {
      etag = await state.write(name, JSON.stringify(doc), etag);
    } catch (error) {
      if (error instanceof StateConflict) throw new LeaseLost(error.message);
      throw error;
    }
  };
  return { doc, save };
}

function refuseStale(before: Leased, lease: Lease): void {
  const newer = before.runId === lease.runId ? before.fence > lease.fence : before.periodTo > lease.period.to;
  if (newer) throw new LeaseLost(`run ${before.runId} with fence ${before.fence} has taken over`);
}
