import { z } from "zod";
import { Instant } from "../ids.ts";

export const ThreatLevel = z.enum(["malicious", "suspicious", "benign"]);
export type ThreatLevel = z.infer<typeof ThreatLevel>;

/** What threat intelligence says of a source. */
export const ThreatVerdict = z.strictObject({
  verdict: ThreatLevel,
  /** Who says so. */
  source: z.string().min(1).max(100),
  description: z.string().max(300),
});
export type ThreatVerdict = z.infer<typeof ThreatVerdict>;

/** An address or range that a tenant knows something of. */
export const ThreatIndicator = ThreatVerdict.extend({
  value: z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]),
  description: z.string().max(300).default(""),
  expiresAt: Instant.optional(),
});
export type ThreatIndicator = z.infer<typeof ThreatIndicator>;

/** Of two verdicts the worse one, of equal ones the first. */
export function worseThreat(
  one: ThreatVerdict | undefined,
  other: ThreatVerdict | undefined,
): ThreatVerdict | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return byHarm.indexOf(other.verdict) < byHarm.indexOf(one.verdict) ? other : one;
}

const byHarm: readonly ThreatLevel[] = ["malicious", "suspicious", "benign"];

/** What the indicators in force say of an address: the narrowest range wins, of equal ones the worst verdict. */
export function threatOf(
  indicators: readonly ThreatIndicator[],
  address: string,
  now: Date,
): ThreatVerdict | undefined {
  const bits = bitsOf(address);
  if (bits === undefined) return undefined;
  const matching = indicators.flatMap((indicator) => {
    const ended = indicator.expiresAt !== undefined && Date.parse(indicator.expiresAt) <= now.getTime();
    const prefix = prefixOf(indicator.value);
    return !ended && prefix !== undefined && bits.startsWith(prefix) ? [{ indicator, length: prefix.length }] : [];
  });
  const [best] = matching.toSorted(
    (a, b) => b.length - a.length || byHarm.indexOf(a.indicator.verdict) - byHarm.indexOf(b.indicator.verdict),
  );
  if (best === undefined) return undefined;
  const { verdict, source, description } = best.indicator;
  return { verdict, source, description };
}

function prefixOf(value: string): string | undefined {
  const [address = "", length] = value.split("/");
  const bits = bitsOf(address);
  if (bits === undefined || length === undefined) return bits;
  return bits.slice(0, 1 + Number(length));
}

/** An address as text of its bits after `4` or `6`, so that ranges are prefixes; undefined for what is no address. */
function bitsOf(address: string): string | undefined {
  if (z.ipv4().safeParse(address).success) return `4${quads(address)}`;
  if (!z.ipv6().safeParse(address).success) return undefined;
  const words = wordsOf(address);
  const bits = words.map((word) => Number.parseInt(word, 16).toString(2).padStart(16, "0")).join("");
  // An IPv4 address in the form of IPv6 is the same host.
  return bits.startsWith(mapped) ? `4${bits.slice(mapped.length)}` : `6${bits}`;
}

const mapped = `${"0".repeat(80)}${"1".repeat(16)}`;

function quads(address: string): string {
  return address
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
}

function wordsOf(address: string): string[] {
  const dotted = address.replace(/\d+\.\d+\.\d+\.\d+$/, (text) => {
    const bits = quads(text);
    return [bits.slice(0, 16), bits.slice(16)].map((word) => Number.parseInt(word, 2).toString(16)).join(":");
  });
  const [head = "", tail] = dotted.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: missing }, () => "0"), ...after];
}
