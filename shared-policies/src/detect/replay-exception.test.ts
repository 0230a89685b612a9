import { expect, test } from "vitest";
import { aFinding, testTenant } from "../testing/index.ts";
import type { ExceptionTest } from "./exception.ts";
import { briefOf } from "./finding-brief.ts";
import { openIncident } from "./move-incident.ts";
import { replayException, suggestException } from "./replay-exception.ts";

const source = (value: string): ExceptionTest => ({ field: "sourceIP", operator: "equals", value });
const path = (value: string): ExceptionTest => ({ field: "targetPath", operator: "startsWith", value });
const past = [
  briefOf(aFinding({ id: "fnd_a0000000", targetPath: "/shop/1" }), "inc_one000000"),
  briefOf(aFinding({ id: "fnd_b0000000", targetPath: "/admin" }), "inc_one000000"),
  briefOf(aFinding({ id: "fnd_c0000000", targetPath: "/shop/2", sourceIP: "203.0.113.8" }), "inc_two000000"),
  briefOf(aFinding({ id: "fnd_c0000000", targetPath: "/shop/2", sourceIP: "203.0.113.8" }), "inc_two000000"),
  briefOf(aFinding({ id: "fnd_d0000000", targetPath: "/shop/3", patternId: "path-scanner" })),
];

test.each<[string, ExceptionTest[], number, [string, boolean][]]>([
  [
    "a path takes one finding of an incident, and all of another",
    [path("/shop")],
    2,
    [
      ["inc_one000000", false],
      ["inc_two000000", true],
    ],
  ],
  ["all tests must hold", [path("/shop"), source("203.0.113.8")], 1, [["inc_two000000", true]]],
  ["a source takes all that it did", [source("203.0.113.7")], 2, [["inc_one000000", true]]],
  ["nothing", [source("198.51.100.1")], 0, []],
])("%s", (_, tests, findings, incidents) => {
  const hidden = replayException({ patternId: "sql-injection", tests }, past);
  expect(hidden.findings.size).toBe(findings);
  expect([...hidden.incidents].map(([id, { entirely }]) => [id, entirely])).toEqual(incidents);
});

test("the exception that is suggested for an incident hides it", () => {
  const long = `/${"x".repeat(900)}`;
  for (const finding of [aFinding(), aFinding({ targetPath: long }), aFinding({ host: "" })]) {
    const step = { actor: { kind: "agent", id: "a" } as const, reason: "", now: new Date(0) };
    const { incident } = openIncident(finding, { id: "inc_one000000", tenantId: testTenant, ...step });
    const tests = suggestException(incident);
    expect(tests).toBeDefined();
    const hidden = replayException({ patternId: finding.patternId, tests: tests ?? [] }, [
      briefOf(finding, incident.id),
    ]);
    expect(hidden.incidents.get(incident.id)).toEqual({ entirely: true });
  }
  expect(suggestException({ sourceIP: "", targetPath: "", host: "shop.example" })).toBeUndefined();
});
