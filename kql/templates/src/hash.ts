/**
 * A number below 2^44 for a token at a place. The sum over a pattern's places is its hash, so that the hash of the same
 * pattern with one token replaced is a subtraction and an addition away. Sums of up to 256 places are exact.
 */
export function tokenHash(token: string, place: number): number {
  const { high, low } = mixed(token, place);
  return (high & 0xfff) * 0x100000000 + low;
}

/** Sixteen hexadecimal digits that depend on a text alone. */
export function textId(text: string): string {
  const { high, low } = mixed(text, 0);
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

/** Two multiplicative hashes beside each other, each with the other's bits folded in at the end. */
function mixed(text: string, seed: number): { readonly high: number; readonly low: number } {
  let a = 0xdeadbeef ^ Math.imul(seed + 1, 0x9e3779b1);
  let b = 0x41c6ce57 ^ Math.imul(seed + 1, 0x85ebca6b);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return { high: b >>> 0, low: a >>> 0 };
}
