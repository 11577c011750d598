import ipaddr from "ipaddr.js";

/** A block of addresses. */
export interface AddressRange {
  text: string;
  version: 4 | 6;
  prefix: number;
  first: bigint;
  last: bigint;
}

/** Ranges of private networks. RFC 1918. */
export const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/** Shared address space, which AWS allows for VPCs besides. RFC 6598. */
export const sharedRange = "100.64.0.0/10";

/** Ranges that can be no network of anybody: this host, loopback, link-local, multicast, reserved. RFC 6890. */
export const unusableRanges = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/3",
] as const;

/** The block that a CIDR text stands for, or what is wrong with the text. */
export function parseCidr(text: string): AddressRange | { problem: string; fix: string } {
  const [address = "", prefixText, ...more] = text.split("/");
  const version = ipaddr.IPv4.isValidFourPartDecimal(address)
    ? 4
    : ipaddr.IPv6.isValid(address)
      ? 6
      : 0;
  const hasLeadingZero = version === 4 && address.split(".").some((part) => /^0\d/.test(part));
  if (version === 0 || hasLeadingZero || more.length > 0) {
    return { problem: "no address", fix: 'write four numbers and a prefix, such as "10.0.0.0/16"' };
  }
  const bits = version === 4 ? 32 : 128;
  if (prefixText === undefined)
    return { problem: "no prefix length", fix: `add one, "/${bits}" for one address` };
  const prefix = Number(prefixText);
  if (!/^\d{1,3}$/.test(prefixText) || prefix > bits || String(prefix) !== prefixText) {
    return {
      problem: `the prefix length "${prefixText}"`,
      fix: `write 0 to ${bits} after the slash`,
    };
  }
  const value = number(ipaddr.parse(address).toByteArray());
  const size = 1n << BigInt(bits - prefix);
  const first = value - (value % size);
  if (first !== value) {
    return {
      problem: "bits set after the prefix",
      fix: `write "${addressText(first, version)}/${prefix}"`,
    };
  }
  return { text, version, prefix, first, last: first + size - 1n };
}

/** The block, or undefined when the text is no CIDR: for rules that leave that to the rule about CIDRs. */
export function cidr(text: string): AddressRange | undefined {
  const parsed = parseCidr(text);
  return "problem" in parsed ? undefined : parsed;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.version === b.version && a.first <= b.last && b.first <= a.last;
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether `inner` lies within one of the blocks. */
export function isWithin(inner: AddressRange, outer: readonly string[]): boolean {
  return outer.some((text) => {
    const range = cidr(text);
    return range !== undefined && contains(range, inner);
  });
}

/** Share of all addresses of a version that the blocks cover together, 0 to 1. */
export function coverage(ranges: readonly AddressRange[], version: 4 | 6): number {
  const sorted = ranges
    .filter((range) => range.version === version)
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  let covered = 0n;
  let next = 0n;
  for (const { first, last } of sorted) {
    const from = first > next ? first : next;
    if (last >= from) covered += last - from + 1n;
    if (last + 1n > next) next = last + 1n;
  }
  return Number(covered) / 2 ** (version === 4 ? 32 : 128);
}

/** Addresses that AWS lets a subnet use: it keeps five. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export function usableAddresses(subnet: AddressRange): number {
  return Math.max(0, Number(subnet.last - subnet.first) + 1 - 5);
}

function number(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function addressText(value: bigint, version: 4 | 6): string {
  const bytes: number[] = [];
  for (let i = version === 4 ? 3 : 15; i >= 0; i--)
    bytes.push(Number((value >> BigInt(8 * i)) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}
