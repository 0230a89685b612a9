import { parseIpv4 } from "./ipv4.ts";

/** An address of 128 bits with the length of its prefix; of an IPv4 address it is the mapped one. */
export interface Ipv6 {
  readonly address: bigint;
  readonly prefix: number;
}

const MAPPED = 0xffffn << 32n;

/** An IPv6 or IPv4 address with or without a prefix; undefined for what is none. */
export function parseIpv6(text: string): Ipv6 | undefined {
  const v4 = parseIpv4(text);
  if (v4 !== undefined) return { address: MAPPED + BigInt(v4.address), prefix: 96 + v4.prefix };
  const match = /^([0-9A-Fa-f:.]+)(?:\/(\d{1,3}))?$/.exec(text);
  const prefix = match?.[2] === undefined ? 128 : Number(match[2]);
  const groups = groupsOf(match?.[1] ?? "");
  if (groups === undefined || prefix > 128) return undefined;
  return { address: groups.reduce((sum, group) => (sum << 16n) + BigInt(group), 0n), prefix };
}

function groupsOf(text: string): number[] | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0 || !text.includes(":")) return undefined;
  const [first, last] = [partsOf(head, tail === undefined), partsOf(tail ?? "", true)];
  if (first === undefined || last === undefined) return undefined;
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...first, ...new Array<number>(missing).fill(0), ...last];
}

// The last two groups may be written as an IPv4 address.
function partsOf(text: string, mayEndAsIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const v4 = mayEndAsIpv4 && parts.at(-1)?.includes(".") ? parseIpv4(parts.pop() ?? "") : undefined;
  if (!parts.every((part) => /^[0-9A-Fa-f]{1,4}$/.test(part))) return undefined;
  const groups = parts.map((part) => Number.parseInt(part, 16));
  return v4 === undefined ? groups : [...groups, Math.floor(v4.address / 65_536), v4.address % 65_536];
}

/** The address with the bits behind the prefix cleared. */
export function masked6(address: bigint, prefix: number): bigint {
  const bits = BigInt(128 - prefix);
  return (address >> bits) << bits;
}

/** All eight groups of four digits. */
export function formatIpv6(address: bigint): string {
  return (address.toString(16).padStart(32, "0").match(/.{4}/g) ?? []).join(":");
}
