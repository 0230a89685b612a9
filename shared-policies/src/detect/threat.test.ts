import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ThreatIndicator, type ThreatLevel, threatOf } from "./threat.ts";

const now = new Date("2026-11-10T00:00:00Z");
const indicator = (value: string, verdict: ThreatLevel = "malicious", over = {}) =>
  ThreatIndicator.parse({ value, verdict, source: "our list", ...over });

describe("an indicator matches", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["0.0.0.0/0", "198.51.100.1", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1", true],
    ["203.0.113.0/24", "::ffff:203.0.113.7", true],
    ["203.0.113.0/24", "::ffff:cb00:7107", true],
    ["203.0.113.0/24", "not an address", false],
    ["203.0.113.0/24", "", false],
  ])("%s, %s: %s", (value, address, matches) => {
    expect(threatOf([indicator(value)], address, now) !== undefined).toBe(matches);
  });
});

test("the narrowest range wins, and of equal ones the worst verdict", () => {
  const indicators = [
    indicator("203.0.113.0/24", "malicious"),
    indicator("203.0.113.7", "benign", { description: "our scanner" }),
    indicator("198.51.100.0/24", "benign"),
    indicator("198.51.100.0/24", "suspicious"),
  ];
  expect(threatOf(indicators, "203.0.113.7", now)).toEqual({
    verdict: "benign",
    source: "our list",
    description: "our scanner",
  });
  expect(threatOf(indicators, "203.0.113.8", now)?.verdict).toBe("malicious");
  expect(threatOf(indicators, "198.51.100.1", now)?.verdict).toBe("suspicious");
});

test("an indicator says nothing from its end on", () => {
  const ends = (expiresAt: string) =>
    threatOf([indicator("203.0.113.7", "malicious", { expiresAt })], "203.0.113.7", now);
  expect(ends("2026-11-10T00:00:00.001Z")).toBeDefined();
  expect(ends("2026-11-10T00:00:00.000Z")).toBeUndefined();
});

test("every address lies in each of its own ranges, and outside them once a bit of the prefix differs", () => {
  const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
  fc.assert(
    fc.property(octets, fc.integer({ min: 1, max: 32 }), fc.nat(31), (parts, length, bit) => {
      const value = parts.reduce((sum, part) => sum * 256 + part, 0);
      const other = (value ^ (2 ** (31 - bit))) >>> 0;
      const text = [24, 16, 8, 0].map((shift) => (other >>> shift) & 255).join(".");
      const range = [indicator(`${parts.join(".")}/${length}`)];
      expect(threatOf(range, parts.join("."), now)).toBeDefined();
      expect(threatOf(range, text, now) === undefined).toBe(bit < length);
    }),
  );
});

test.each(["203.0.113.300", "203.0.113.0/33", "example.com", ""])("%j is no indicator", (value) => {
  expect(ThreatIndicator.safeParse({ value, verdict: "malicious", source: "x" }).success).toBe(false);
});
