const BASIS = 14695981039346656037n;
const PRIME = 1099511628211n;
const BUCKETS = 8n;

/**
 * The order in which Kusto lists a set of up to eight texts, given the order in which it finds them: the documentation's
 * neighbors of geohashes and S2 cells come in that of a hash set (FNV-1a, eight buckets in order of first use, the
 * newest of a bucket first).
 */
export function setOrder(texts: readonly string[]): string[] {
  const buckets = new Map<bigint, string[]>();
  for (const text of texts) {
    const bucket = hashOf(text) % BUCKETS;
    buckets.set(bucket, [text, ...(buckets.get(bucket) ?? [])]);
  }
  return [...buckets.values()].flat();
}

function hashOf(text: string): bigint {
  return [...Buffer.from(text)].reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME), BASIS);
}
