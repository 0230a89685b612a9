/** An IPv4 address with the length of its prefix. */
export interface Ipv4 {
  readonly address: number;
  readonly prefix: number;
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ADDRESS = new RegExp(`^(${OCTET})\\.(${OCTET})\\.(${OCTET})\\.(${OCTET})(?:/(\\d{1,2}))?$`);

/** `192.168.1.1` or `192.168.1.1/24`; undefined for what is none. */
export function parseIpv4(text: string): Ipv4 | undefined {
  const match = ADDRESS.exec(text);
  if (match === null) return undefined;
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (prefix > 32) return undefined;
  const address = [1, 2, 3, 4].reduce((sum, i) => sum * 256 + Number(match[i]), 0);
  return { address, prefix };
}

/** Is the text an address but for the way it is written, such as `010.1.1.1` or ` 10.1.1.1`? */
export function almostIpv4(text: string): boolean {
  return (
    parseIpv4(text) === undefined &&
    /^\s*\d+(?:\.\d+){0,3}\s*(?:\/\s*\d*\s*)?$/.test(text) &&
    text.trim() !== "" &&
    !isBadIpv4(text)
  );
}

// Four plain numbers of which one is too large are no address, on any reading.
function isBadIpv4(text: string): boolean {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:\/(\d{1,3}))?$/.exec(text);
  return (match?.slice(1) ?? []).some((part, i) => part !== undefined && Number(part) > (i === 4 ? 32 : 255));
}

/** The address with the bits behind the prefix cleared. */
export function masked(address: number, prefix: number): number {
  return address - (address % 2 ** (32 - prefix));
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Is the address, with all of its range, in a private network of RFC 1918? */
export function isPrivate({ address, prefix }: Ipv4): boolean {
  return PRIVATE.some((network) => {
    const range = parseIpv4(network);
    return range !== undefined && prefix >= range.prefix && masked(address, range.prefix) === range.address;
  });
}

/** The fewest networks that make up the addresses from `start` to `end`. */
export function networksOf(start: number, end: number): string[] {
  const networks: string[] = [];
  for (let address = start; address <= end; ) {
    let size = 1;
    while (size < 2 ** 32 && address % (size * 2) === 0 && address + size * 2 - 1 <= end) size *= 2;
    networks.push(`${formatIpv4(address)}/${32 - Math.log2(size)}`);
    address += size;
  }
  return networks;
}
