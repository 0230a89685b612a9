import { expect, test } from "vitest";
import { Ceiling, type ShrinkRequest, withinCeiling } from "./ceiling.ts";

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
