import type { DayCard, DigestEntry, PreventDigest } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** What a weekly digest says, as it was when it was sent. */
export interface DigestContent {
  readonly from: string;
  readonly to: string;
  readonly prevent: PreventDigest;
  /** Detect's findings that opened no incident. */
  readonly patterns: readonly DigestEntry[];
}

/** A message to a team: which findings it is about. What it says of them is read when it is drawn. */
export interface AlertCard extends DayCard {
  /** What costs most first. */
  readonly findingIds: readonly string[];
  /** Grows with every change; a click counts for the one that it saw. */
  readonly revision: number;
  /** Decisions after its own in which findings joined it: a webhook is told each time. */
  readonly joined: number;
  /** The last decision that put findings on it. */
  readonly decidedAt: string;
  readonly digest?: DigestContent;
}

/** Longer than anybody looks back in a channel. */
const lifeMs = 120 * 24 * 3_600_000;

export function findAlertCard(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<AlertCard> | undefined> {
  return documents.read(tenantId, "alert-card", id);
}

export function writeAlertCard(read: { readonly etag: string } | undefined, body: AlertCard, now: Date): Write {
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  const document = { kind: "alert-card", id: body.id, body, expiresAt } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}
