import { expect, test } from "vitest";
import { loadPatterns } from "./load-patterns.ts";
import { exportSentinel, importSentinel } from "./sentinel.ts";

test.each(loadPatterns())("$id comes back from Sentinel's shape as it went", (pattern) => {
  const { yaml, tooLong } = exportSentinel(pattern);
  expect(importSentinel(yaml)).toEqual(pattern);
  expect(tooLong).toBe(pattern.query.length > 10_000);
});

test("a pattern goes over another of its tables", () => {
  const [pattern] = loadPatterns().filter(({ id }) => id === "path-scanner");
  if (pattern === undefined) throw new Error("There is no path-scanner");
  expect(importSentinel(exportSentinel(pattern, "W3CIISLog").yaml).query).toMatch(/^W3CIISLog$/m);
  expect(() => exportSentinel(pattern, "Heartbeat")).toThrow(RangeError);
});

const foreign = `
id: 7ee72a9e-2e54-459c-bc8a-8c08a6532a63
name: Failed log-ins
description: Of somebody else
severity: Medium
queryFrequency: 1d
queryPeriod: 2d
triggerOperator: gt
triggerThreshold: 5
tactics: [CredentialAccess]
relevantTechniques: [T1110]
query: "SigninLogs | where ResultType == '50126'"
version: 1.0.4
kind: Scheduled
`;

test("a rule of somebody else keeps its query and what Log Doctor does not know", () => {
  expect(importSentinel(`${foreign}suppressionEnabled: false\n`)).toMatchObject({
    query: "SigninLogs | where ResultType == '50126'",
    suppressionEnabled: false,
    status: "Available",
  });
});

test.each([
  ["a rule that is not scheduled", foreign.replace("Scheduled", "NRT")],
  ["a rule without a query", foreign.replace(/^query.*$/m, "")],
  ["no rule", "- 1"],
])("%s is refused", (_, yaml) => {
  expect(() => importSentinel(yaml)).toThrow();
});
