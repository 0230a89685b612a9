import fc from "fast-check";
import { expect, test } from "vitest";
import { Ceiling, detectWithinCeiling, type ShrinkRequest, withinCeiling } from "./ceiling.ts";

const step: ShrinkRequest = { table: "Syslog", method: "deleteData", rows: 10, rowsSoFar: 0 };

test.each([
  ["nothing set", {}, step, undefined],
  ["dry run", { dryRunOnly: true }, step, "dry-run-only"],
  ["a protected table in other letters", { protectedTables: ["SYSLOG"] }, step, "protected-table"],
  ["purge unless allowed", {}, { ...step, method: "purge" }, "purge-not-allowed"],
  ["purge when allowed", { allowPurge: true }, { ...step, method: "purge" }, undefined],
  ["just the last row allowed", { maxRowsDeletedPerRun: 10 }, step, undefined],
  ["one row too many, with those before", { maxRowsDeletedPerRun: 10 }, { ...step, rowsSoFar: 1 }, "row-limit"],
  [
    "retention under the floor",
    { minTotalRetentionDays: 90 },
    { ...step, method: "tableRetention", totalRetentionDays: 89 },
    "retention-floor",
  ],
  [
    "retention at the floor",
    { minTotalRetentionDays: 90 },
    { ...step, method: "tableRetention", totalRetentionDays: 90 },
    undefined,
  ],
] as const)("%s", (_name, ceiling, request, reason) => {
  const verdict = withinCeiling(Ceiling.parse(ceiling), request);
  expect(verdict).toEqual(reason === undefined ? { allowed: true } : { allowed: false, reason });
});

test("a ceiling with a misspelt limit is refused rather than ignored", () => {
  expect(Ceiling.safeParse({ maxRowsDeleted: 5 }).success).toBe(false);
});

const exception = (id: string, patternId: string) => ({
  id,
  patternId,
  tests: [{ field: "targetPath" as const, operator: "startsWith" as const, value: "/" }],
  reason: "Harmless",
  expiresAt: "2027-01-01T00:00:00Z",
});

test("a locked pattern keeps no settings and no exceptions; of too many exceptions the first by id stay", () => {
  const ceiling = Ceiling.parse({ lockedPatterns: ["sql-injection"], maxPatternExceptions: 1 });
  const off = (patternId: string) => ({ patternId, isActive: false });
  const within = detectWithinCeiling(ceiling, {
    patterns: [off("sql-injection"), off("path-scanner")],
    exceptions: [exception("c", "path-scanner"), exception("b", "brute-force"), exception("a", "sql-injection")],
  });
  expect(within).toEqual({
    patterns: [off("path-scanner")],
    exceptions: [exception("b", "brute-force")],
    refused: [
      { kind: "settings", id: "sql-injection", reason: "locked-pattern" },
      { kind: "exception", id: "a", reason: "locked-pattern" },
      { kind: "exception", id: "c", reason: "too-many-exceptions" },
    ],
  });
});

test("whatever a bundle says, nothing of it touches a locked pattern, and exceptions stay within the limit", () => {
  const pattern = fc.constantFrom("one", "two", "three");
  const wish = fc.record({
    lockedPatterns: fc.subarray(["one", "two", "three"]),
    maxPatternExceptions: fc.nat(5),
    patterns: fc.array(fc.record({ patternId: pattern, isActive: fc.boolean() }), { maxLength: 6 }),
    ids: fc.array(fc.tuple(fc.string({ minLength: 2, maxLength: 4 }), pattern), { maxLength: 10 }),
  });
  fc.assert(
    fc.property(wish, ({ patterns, ids, ...ceiling }) => {
      const exceptions = ids.map(([id, patternId]) => exception(id, patternId));
      const within = detectWithinCeiling(ceiling, { patterns, exceptions });
      for (const { patternId } of [...within.patterns, ...within.exceptions])
        expect(ceiling.lockedPatterns).not.toContain(patternId);
      expect(within.exceptions.length).toBeLessThanOrEqual(ceiling.maxPatternExceptions);
      const kept = within.patterns.length + within.exceptions.length;
      expect(kept + within.refused.length).toBe(patterns.length + exceptions.length);
    }),
  );
});
