import type { Finding } from "@logdoctor/kql-detect";
import { expect, test } from "vitest";
import { isNews, learn, prune } from "./known-findings.ts";

/** A reading of these rows; those whose name begins with `s` succeeded. */
function reading(...ids: string[]): Finding {
  return {
    pattern: "sql-injection",
    patternVersion: "1.0.0",
    type: "PayloadAttack",
    severity: "CRITICAL",
    score: 5,
    source: "203.0.113.7",
    windowStart: "2026-11-01T00:00:00Z",
    firstSeen: "2026-11-01T00:10:00Z",
    lastSeen: "2026-11-01T00:20:00.5Z",
    lastIngested: "2026-11-01T00:21:00Z",
    itemCount: ids.length,
    itemIds: ids,
    succeeded: ids.filter((id) => id.startsWith("s")).length,
    ...{ blocked: 0, distinctPaths: 1, distinctAccounts: 0, sources: ["203.0.113.7"], hosts: [], paths: ["/"] },
    ...{ accounts: [], userAgents: [], evidence: [] },
  };
}

test("readings with and without rows in common add up to the rows that there are", () => {
  const first = learn(undefined, reading("a", "s1"), 10);
  const apart = learn(first, reading("b", "s2"), 10);
  const again = learn(apart, reading("a", "s1", "b", "s2"), 10);

  expect([first, apart, again].map(({ rows, succeeded }) => [rows, succeeded])).toEqual([
    [2, 1],
    [4, 2],
    [4, 2],
  ]);
  expect([isNews(undefined, first), isNews(first, apart), isNews(apart, again)]).toEqual([true, true, false]);
});

test("beyond the ids that are kept, the highest count of one reading stands", () => {
  const many = learn(undefined, reading("a", "b", "c"), 2);
  expect(many).toMatchObject({ rows: 3 });
  expect(many.items).toHaveLength(2);
  expect(learn(many, reading("d"), 2)).toMatchObject({ rows: 3 });
  expect(learn(many, reading("a", "b", "c", "d"), 2)).toMatchObject({ rows: 4 });
});

test("the time span of a finding grows, with fractions of any length", () => {
  const earlier = { ...reading("b"), firstSeen: "2026-11-01T00:10:00Z", lastSeen: "2026-11-01T00:20:00.55Z" };
  expect(learn(learn(undefined, reading("a"), 10), earlier, 10)).toMatchObject({
    firstSeen: "2026-11-01T00:10:00Z",
    lastSeen: "2026-11-01T00:20:00.55Z",
  });
});

test("what is long ago is forgotten, and the oldest of too many", () => {
  const at = (lastSeen: string) => ({ ...learn(undefined, reading("a"), 10), lastSeen });
  const known = { old: at("2026-10-01T00:00:00Z"), one: at("2026-11-01T00:00:00Z"), two: at("2026-11-02T00:00:00Z") };
  const floor = Date.parse("2026-10-15T00:00:00Z");

  expect(Object.keys(prune(known, { floor, max: 9 })).toSorted()).toEqual(["one", "two"]);
  expect(Object.keys(prune(known, { floor, max: 1 }))).toEqual(["two"]);
});
