import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { falsePositiveScore, isPrivateAddress, type Judged, type SettledCase } from "./false-positive.ts";

const signal = (name: string) => ({ name, weight: 5 });
const evidence = (...names: string[]): Judged["evidence"] => [
  {
    itemId: "1",
    at: "2026-11-10T00:00:00Z",
    method: "GET",
    request: "/",
    decoded: "/",
    signals: names.map(signal),
  },
];
const plain: Judged = {
  sourceIP: "203.0.113.7",
  targetPath: "/shop?id=1",
  userAgent: "Mozilla/5.0",
  score: 7,
  matchCount: 2,
  succeeded: 1,
  evidence: evidence("union-select", "quote-comment"),
};
const harmless = (over: Partial<SettledCase> = {}): SettledCase => ({
  sourceIP: "198.51.100.1",
  targetPath: "/other",
  verdict: "falsePositive",
  ...over,
});
const attack = (over: Partial<SettledCase> = {}): SettledCase => harmless({ verdict: "realAttack", ...over });

test("where nothing speaks for either side, the score is in the middle", () => {
  expect(falsePositiveScore(plain, { threshold: 5, cases: [] })).toEqual({ score: 0.5, reasons: [] });
});

describe("what speaks for a false positive", () => {
  test.each<[string, Partial<Judged>, SettledCase[]]>([
    ["same-source-was-harmless", {}, [harmless({ sourceIP: plain.sourceIP })]],
    ["same-path-was-harmless", {}, [harmless({ targetPath: "/shop?id=2" })]],
    ["pattern-often-harmless", {}, [harmless(), harmless(), harmless(), attack()]],
    ["barely-above-threshold", { score: 5 }, []],
    ["single-signal", { evidence: evidence("quote-comment") }, []],
    ["names-a-crawler", { userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1)" }, []],
    ["source-known-benign", { threat: { verdict: "benign", source: "our list", description: "" } }, []],
    ["private-source", { sourceIP: "10.0.0.4" }, []],
    ["few-among-ordinary", { activity: { requests: 400, succeeded: 390, distinctPaths: 30 } }, []],
    ["answered-like-ordinary", { matchCount: 40, succeeded: 40 }, []],
  ])("%s", (code, over, cases) => {
    const { score, reasons } = falsePositiveScore({ ...plain, ...over }, { threshold: 5, cases });
    expect(reasons.map((reason) => reason.code)).toContain(code);
    expect(reasons.find((reason) => reason.code === code)?.weight).toBeGreaterThan(0);
    expect(score).toBeGreaterThan(0.5);
  });
});

describe("what speaks for an attack", () => {
  test.each<[string, Partial<Judged>, SettledCase[]]>([
    ["same-source-was-attack", {}, [attack({ sourceIP: plain.sourceIP })]],
    ["same-path-was-attack", {}, [attack({ targetPath: "/shop", verdict: "missedAttack" })]],
    ["pattern-often-right", {}, [attack(), attack(), attack(), attack()]],
    ["above-threshold", { score: 12 }, []],
    ["far-above-threshold", { score: 25 }, []],
    ["several-signals", { evidence: evidence("a", "b", "c", "d") }, []],
    ["source-known-malicious", { threat: { verdict: "malicious", source: "our list", description: "" } }, []],
    ["source-known-suspicious", { threat: { verdict: "suspicious", source: "our list", description: "" } }, []],
    ["attack-tool", { userAgent: "sqlmap/1.7.2#stable (https://sqlmap.org)" }, []],
    [
      "does-little-else",
      { matchCount: 30, succeeded: 10, activity: { requests: 40, succeeded: 30, distinctPaths: 3 } },
      [],
    ],
    ["mostly-refused", { matchCount: 30, succeeded: 1 }, []],
    ["many-paths", { matchCount: 20, succeeded: 10, activity: { requests: 60, succeeded: 20, distinctPaths: 50 } }, []],
  ])("%s", (code, over, cases) => {
    const { score, reasons } = falsePositiveScore({ ...plain, ...over }, { threshold: 5, cases });
    expect(reasons.find((reason) => reason.code === code)?.weight).toBeLessThan(0);
    expect(score).toBeLessThan(0.5);
  });
});

test("a pattern that counts is held to its number of matches", () => {
  const { reasons } = falsePositiveScore({ ...plain, score: 0, matchCount: 5000 }, { threshold: 500, cases: [] });
  expect(reasons.find(({ code }) => code === "far-above-threshold")?.values).toMatchObject({
    reached: 5000,
    times: 10,
  });
});

test("an attack tool that names itself a crawler is an attack tool", () => {
  const { reasons } = falsePositiveScore({ ...plain, userAgent: "nikto Googlebot" }, { cases: [] });
  expect(reasons.map(({ code }) => code)).toEqual(["attack-tool"]);
});

test("equal numbers of verdicts on both sides say nothing, and cases without a verdict neither", () => {
  const same = { sourceIP: plain.sourceIP };
  const cases = [harmless(same), attack(same), { ...harmless(same), verdict: undefined }];
  expect(falsePositiveScore(plain, { threshold: 5, cases }).reasons).toEqual([]);
});

test("one more harmless case of the same source never lowers the score, and it stays within 0 and 1", () => {
  const someCase = fc.record({
    sourceIP: fc.constantFrom("203.0.113.7", "198.51.100.1"),
    targetPath: fc.constantFrom("/shop", "/other"),
    verdict: fc.constantFrom<SettledCase["verdict"][]>("falsePositive", "missedAttack", "realAttack", undefined),
  });
  fc.assert(
    fc.property(fc.array(someCase, { maxLength: 20 }), fc.nat(1000), (cases, score) => {
      const judged = { ...plain, score };
      const before = falsePositiveScore(judged, { threshold: 5, cases }).score;
      const more = [...cases, harmless({ sourceIP: plain.sourceIP, targetPath: "/shop" })];
      const after = falsePositiveScore(judged, { threshold: 5, cases: more }).score;
      expect(after).toBeGreaterThanOrEqual(before);
      expect(before >= 0 && after <= 1).toBe(true);
    }),
  );
});

test.each([
  ["10.1.2.3", true],
  ["172.16.0.1", true],
  ["172.32.0.1", false],
  ["192.168.1.1", true],
  ["127.0.0.1", true],
  ["::1", true],
  ["fd00::1", true],
  ["203.0.113.7", false],
  ["2001:db8::1", false],
  ["100.1.1.1", false],
])("%s is a private address: %s", (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});
