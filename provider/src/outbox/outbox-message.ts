/** Why people are to be told of an incident, or of what a card of Prevent or Filter is about. */
export type OutboxKind =
  /** It was opened. */
  | "opened"
  /** New findings joined it. */
  | "updated"
  /** New findings opened it again. */
  | "reopened"
  /** Someone moved it along its lifecycle, or settled its verdict. */
  | "moved";

/**
 * A notification that is owed, stored in the transaction of the change that it tells of. It names the incident or the card,
 * and not what to say: whoever delivers it reads that as it is by then.
 */
export interface OutboxMessage {
  readonly id: string;
  readonly incidentId?: string;
  readonly alertCardId?: string;
  readonly filterCardId?: string;
  readonly kind: OutboxKind;
  /** `sent` and `dead` are final; a dead one can be put back by `replay`. */
  readonly state: "pending" | "sent" | "dead";
  readonly createdAt: string;
  /** When it may be claimed next. A claim puts it ahead, so that a worker that died leaves it to another. */
  readonly dueAt: string;
  /** Claims so far. */
  readonly attempts: number;
  readonly lastError?: string;
}
