/** Why a message could not be delivered, and what may help. */
export type Trouble =
  /** Trying again later may. */
  | "retry"
  /** The channel takes no more for now; nothing was sent. */
  | "pace"
  /** The message that was to be updated is not there. */
  | "gone"
  /** Nothing does. */
  | "refused"
  /** Nothing does, and the channel is closed to us. */
  | "closed";

export class DeliveryError extends Error {
  readonly trouble: Trouble;
  /** Not before so many ms from now, where the channel said so. */
  readonly retryAfterMs: number | undefined;

  constructor(trouble: Trouble, message: string, extras: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: extras.cause });
    this.name = "DeliveryError";
    this.trouble = trouble;
    this.retryAfterMs = extras.retryAfterMs;
  }
}

/** Any error of a delivery; what is not known may pass. */
export function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  return new DeliveryError("retry", error instanceof Error ? error.message : String(error), { cause: error });
}
