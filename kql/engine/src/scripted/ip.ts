import { decodeDynamic, printDynamic } from "../dynamic/codec.ts";
import { isArray } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { hasIpv4, hasIpv4Prefix } from "../net/ip-search.ts";
import { almostIpv4, formatIpv4, type Ipv4, isPrivate, masked, networksOf, parseIpv4 } from "../net/ipv4.ts";
import { formatIpv6, type Ipv6, masked6, parseIpv6 } from "../net/ipv6.ts";
import type { Cell, Scripted } from "./scripted.ts";

type Call = (texts: readonly string[], number: number | null) => Cell;

/** A function of texts and, last, a number. */
function ofAddresses(name: string, texts: number, returns: Scripted["returns"], call: Call): Scripted {
  return {
    name: `kqljs_${name}`,
    parameters: [...Array.from({ length: texts }, () => "VARCHAR" as const), "BIGINT"],
    returns,
    call: (...cells) => {
      const number = cells.at(-1);
      return call(cells.slice(0, -1).map(String), typeof number === "bigint" ? Number(number) : null);
    },
  };
}

/** Functions of IP addresses: https://learn.microsoft.com/kusto/query/ipv4-comparison-functions */
export const IP: readonly Scripted[] = [
  ofAddresses("parse_ipv4", 1, "BIGINT", ([text = ""], mask) => {
    const ip = v4(text);
    return ip === undefined || !isPrefix(mask, 32) ? null : BigInt(masked(ip.address, Math.min(ip.prefix, mask)));
  }),
  ofAddresses("format_ipv4", 1, "VARCHAR", ([text = ""], mask) => formatted(text, mask, false)),
  ofAddresses("format_ipv4_mask", 1, "VARCHAR", ([text = ""], mask) => formatted(text, mask, true)),
  ofAddresses("parse_ipv6", 1, "VARCHAR", ([text = ""], mask) => {
    const ip = v6(text);
    return ip === undefined || !isPrefix(mask, 128) ? null : formatIpv6(masked6(ip.address, Math.min(ip.prefix, mask)));
  }),
  ofAddresses("ipv4_compare", 2, "BIGINT", ([a = "", b = ""], mask) => compare4(v4(a), v4(b), mask)),
  ofAddresses("ipv6_compare", 2, "BIGINT", ([a = "", b = ""], mask) => compare6(v6(a), v6(b), mask)),
  ofAddresses("ipv4_in", 2, "BOOLEAN", ([text = "", ranges = ""]) => inAny(v4(text), listOf(ranges).map(v4), in4)),
  ofAddresses("ipv6_in", 2, "BOOLEAN", ([text = "", ranges = ""]) => inAny(v6(text), listOf(ranges).map(v6), in6)),
  ofAddresses("ipv4_private", 1, "BOOLEAN", ([text = ""]) => {
    const ip = v4(text);
    return ip === undefined ? null : isPrivate(ip);
  }),
  ofAddresses("ipv4_suffix", 1, "BIGINT", ([text = ""]) => {
    const ip = v4(text);
    return ip === undefined ? null : BigInt(ip.prefix);
  }),
  ofAddresses("ipv4_networks", 2, "VARCHAR", ([from = "", to = ""]) => networks(v4(from), v4(to))),
  ofAddresses("has_ipv4", 2, "BOOLEAN", ([text = "", list = ""]) => hasIpv4(text, listOf(list))),
  ofAddresses("has_ipv4_prefix", 2, "BOOLEAN", ([text = "", list = ""]) => hasIpv4Prefix(text, listOf(list))),
];

function isPrefix(mask: number | null, max: number): mask is number {
  return mask !== null && mask >= 0 && mask <= max;
}

function v4(text: string): Ipv4 | undefined {
  if (almostIpv4(text)) throw new KqlError("NotSupported", `Whether ${text} is an IPv4 address is not proven`);
  return parseIpv4(text);
}

function v6(text: string): Ipv6 | undefined {
  if (almostIpv4(text) || text.includes("%"))
    throw new KqlError("NotSupported", `Whether ${text} is an IP address is not proven`);
  return parseIpv6(text);
}

// A number counts as the address of its 32 bits.
function formatted(text: string, mask: number | null, withMask: boolean): string | null {
  const number = /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32;
  const ip = number ? { address: Number(text), prefix: 32 } : v4(text);
  if (ip === undefined || !isPrefix(mask, 32)) return null;
  const prefix = Math.min(ip.prefix, mask);
  return `${formatIpv4(masked(ip.address, prefix))}${withMask ? `/${prefix}` : ""}`;
}

function compare4(a: Ipv4 | undefined, b: Ipv4 | undefined, mask: number | null): bigint | null {
  if (a === undefined || b === undefined || !isPrefix(mask, 32)) return null;
  const prefix = Math.min(a.prefix, b.prefix, mask);
  return BigInt(Math.sign(masked(a.address, prefix) - masked(b.address, prefix)));
}

function compare6(a: Ipv6 | undefined, b: Ipv6 | undefined, mask: number | null): bigint | null {
  if (a === undefined || b === undefined || !isPrefix(mask, 128)) return null;
  const prefix = Math.min(a.prefix, b.prefix, mask);
  const difference = masked6(a.address, prefix) - masked6(b.address, prefix);
  return difference === 0n ? 0n : difference < 0n ? -1n : 1n;
}

function in4(ip: Ipv4, range: Ipv4): boolean {
  return masked(ip.address, range.prefix) === masked(range.address, range.prefix);
}

function in6(ip: Ipv6, range: Ipv6): boolean {
  return masked6(ip.address, range.prefix) === masked6(range.address, range.prefix);
}

// An address that is none gives null; a range that is none, beside others, is not proven.
function inAny<T>(
  ip: T | undefined,
  ranges: readonly (T | undefined)[],
  inside: (ip: T, range: T) => boolean,
): boolean | null {
  if (ip === undefined) return null;
  const valid = ranges.filter((range) => range !== undefined);
  if (valid.length === 0 && ranges.length === 1) return null;
  if (valid.some((range) => inside(ip, range)) && valid.length === ranges.length) return true;
  if (valid.length !== ranges.length)
    throw new KqlError("NotSupported", "A range that is none, among others, is not proven");
  return false;
}

function networks(from: Ipv4 | undefined, to: Ipv4 | undefined): string | null {
  if (from === undefined || to === undefined) return null;
  if (from.prefix !== 32 || to.prefix !== 32 || from.address > to.address)
    throw new KqlError("NotSupported", "The networks of such a range are not proven");
  return JSON.stringify(networksOf(from.address, to.address));
}

function listOf(json: string): string[] {
  const list = decodeDynamic(json);
  if (!isArray(list)) throw new KqlError("NotSupported", "The addresses are no list");
  return list.map(printDynamic);
}
