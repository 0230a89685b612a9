import type { AddressRange } from "./ast.ts";

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const RANGE = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}(?:/([1-9]|[12][0-9]|3[0-2]))?$`);

/** Whether the text is an IPv4 address, an IPv6 address, or a range of either. */
export function looksLikeAddress(text: string): boolean {
  return RANGE.test(text) || /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(\/\d+)?$/.test(text);
}

/** `10.1.16.0/20`; undefined for what is no range of IPv4 addresses. Bits behind the range's are taken as 0. */
export function addressRange(text: string): AddressRange | undefined {
  const found = RANGE.exec(text);
  if (found?.[5] === undefined) return undefined;
  const bits = Number(found[5]);
  const octet = (i: number): number => Number(found[i + 1]) & mask(bits, i);
  return { octets: [octet(0), octet(1), octet(2), octet(3)], bits };
}

function mask(bits: number, octet: number): number {
  const kept = Math.min(8, Math.max(0, bits - 8 * octet));
  return (0xff00 >> kept) & 0xff;
}

/** A regular expression for addresses within the ranges: the same for KQL and here. */
export function rangesRegex(ranges: readonly AddressRange[]): string {
  const parts = ranges.map(({ octets, bits }) =>
    octets.map((octet, i) => octetRegex(octet, octet | (~mask(bits, i) & 0xff))).join("\\."),
  );
  return parts.length === 1 ? `^${parts[0]}$` : `^(${parts.join("|")})$`;
}

function octetRegex(from: number, to: number): string {
  if (from === to) return String(from);
  if (from === 0 && to === 255) return "[0-9]{1,3}";
  const byTens = Map.groupBy(
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
    (value) => Math.floor(value / 10),
  );
  const parts = [...byTens].map(([tens, values]) => `${tens === 0 ? "" : tens}${lastDigits(values)}`);
  return `(${parts.join("|")})`;
}

function lastDigits(values: readonly number[]): string {
  const [first = 0, last = 0] = [values[0], values.at(-1)].map((value) => (value ?? 0) % 10);
  return first === last ? String(first) : `[${first}-${last}]`;
}
