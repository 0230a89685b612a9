import { StoredPattern } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { shownPattern } from "./pattern-store.ts";
import { shippedPatterns } from "./shipped-patterns.ts";

test("every pattern that ships is one that the contract can show, with an id of its own", () => {
  const patterns = shippedPatterns();
  for (const pattern of patterns) StoredPattern.parse(shownPattern(pattern, testTenant, undefined));
  expect(new Set(patterns.map(({ id }) => id)).size).toBe(patterns.length);
  expect(patterns.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["brute-force", "ddos-suspect", "path-scanner", "sql-injection", "suspicious-ua"]),
  );
});

test("the threshold is a score where signals are weighed, and a number of rows where rows are counted", () => {
  const of = (wanted: string) => shippedPatterns().find(({ id }) => id === wanted);
  expect(of("sql-injection")).toMatchObject({ threshold: 5, severity: "CRITICAL", tables: expect.any(Array) });
  expect(of("ddos-suspect")).toMatchObject({ threshold: 500 });
  expect(of("signin-password-spray")).toMatchObject({ tables: ["SigninLogs"] });
});
