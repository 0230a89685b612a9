import { parseIpv4 } from "./ipv4.ts";

// https://learn.microsoft.com/kusto/query/has-ipv4-function: an address stands between characters that are neither
// letters nor digits; a prefix is an address, or its first octets and a dot.
const FOUND = /(?<![\p{L}\p{N}])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}])/gu;

function addressesIn(text: string): string[] {
  // Overlaps as in 1.2.3.4.5 count as well.
  const found: string[] = [];
  FOUND.lastIndex = 0;
  for (let match = FOUND.exec(text); match !== null; match = FOUND.exec(text)) {
    found.push(match[0]);
    FOUND.lastIndex = match.index + 1;
  }
  return found.filter((address) => parseIpv4(address) !== undefined);
}

/** Is one of the addresses in the text? What is no address is never found. */
export function hasIpv4(text: string, wanted: readonly string[]): boolean {
  const valid = wanted.filter((address) => !address.includes("/") && parseIpv4(address) !== undefined);
  return valid.length > 0 && addressesIn(text).some((address) => valid.includes(address));
}

/** Is an address that begins like one of the prefixes in the text? */
export function hasIpv4Prefix(text: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => {
    if (!prefix.endsWith(".")) return hasIpv4(text, [prefix]);
    const octets = prefix.split(".").length - 1;
    if (octets > 3 || parseIpv4(`${prefix}${new Array(4 - octets).fill("0").join(".")}`) === undefined) return false;
    return addressesIn(text).some((address) => address.startsWith(prefix));
  });
}
