import { boundedMap } from "../documents/bounded-map.ts";
import { AppError } from "./app-error.ts";

interface Bucket {
  tokens: number;
  atMs: number;
}

export interface RateRules {
  readonly ratePerSecond: number;
  readonly rateBurst: number;
  readonly now: () => Date;
}

const maxTenantsRemembered = 20_000;

/**
 * A token bucket per key. Memory is bounded; a forgotten bucket starts full again.
 * @returns a function that throws AppError `rate-limited` when the key's bucket is empty.
 */
export function rateLimiter({ ratePerSecond, rateBurst, now }: RateRules): (key: string) => void {
  const buckets = boundedMap<Bucket>(maxTenantsRemembered);
  return (key) => {
    const atMs = now().getTime();
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { tokens: rateBurst, atMs };
      buckets.set(key, bucket);
    }
    const gained = (Math.max(0, atMs - bucket.atMs) / 1000) * ratePerSecond;
    bucket.tokens = Math.min(rateBurst, bucket.tokens + gained);
    bucket.atMs = atMs;
    if (bucket.tokens < 1) {
      const retryAfter = (1 - bucket.tokens) / ratePerSecond;
      throw new AppError("rate-limited", "This tenant sends too many requests.", { retryAfter });
    }
    bucket.tokens -= 1;
  };
}
