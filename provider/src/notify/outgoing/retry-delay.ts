import type { DeliveryError } from "../delivery-error.ts";

const [firstMs, longestMs, jitterMs] = [1000, 300_000, 1000];

/** Claims after which a message is given up. A channel's pace is nobody's failure and never ends a message. */
export const maxAttempts = 14;

/**
 * How long to wait before a message is tried again, ms: exponential back-off with full jitter, and never before what the
 * channel asked for.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(error: DeliveryError, attempts: number, random: () => number): number {
  const asked = error.retryAfterMs;
  if (asked !== undefined) return asked + random() * jitterMs;
  return random() * Math.min(longestMs, firstMs * 2 ** Math.min(attempts, 20));
}
