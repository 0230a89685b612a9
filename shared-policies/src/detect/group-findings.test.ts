import { describe, expect, test } from "vitest";
import { aFinding, testTenant } from "../testing/index.ts";
import type { DetectionFinding } from "./finding.ts";
import { groupKey, groupWindowMs, placeFinding, quietWindowMs, reopenWindowMs } from "./group-findings.ts";
import type { IncidentRecord } from "./incident-record.ts";
import type { IncidentAction } from "./incident-state.ts";
import { moveIncident, openIncident } from "./move-incident.ts";

const start = Date.parse("2026-11-10T00:00:00Z");
const at = (ms: number): Date => new Date(start + ms);
const by = (now: Date) => ({ actor: { kind: "person", id: "p" } as const, reason: "why", now });
const seenAt = (ms: number, over = {}) => {
  const iso = at(ms).toISOString();
  return aFinding({ id: "fnd_another00", severity: "HIGH", firstSeen: iso, lastSeen: iso, ...over });
};
const first = aFinding({ firstSeen: at(0).toISOString(), lastSeen: at(0).toISOString(), severity: "HIGH" });

function after(...actions: IncidentAction[]): IncidentRecord {
  const record = openIncident(first, { id: "inc_testing00", tenantId: testTenant, ...by(at(0)) });
  let { incident } = record;
  for (const action of actions) incident = moveIncident(incident, action, by(at(0))) ?? incident;
  return { ...record, incident };
}

describe("the group of a finding", () => {
  test.each([
    ["another score, path and agent", { score: 99, targetPath: "/x", userAgent: "y" }, true],
    ["another host of the same source", { host: "other.example" }, true],
    ["another source", { sourceIP: "203.0.113.8" }, false],
    ["another pattern", { patternId: "cross-site-scripting" }, false],
    ["an account, where the source counts", { account: "kim@example.com" }, true],
    ["an account, where it counts itself", { account: "kim@example.com", entity: "account" as const }, false],
  ])("%s: the same is %s", (_, over, same) => {
    expect(groupKey(aFinding(over)) === groupKey(aFinding())).toBe(same);
  });

  test("accounts compare without case; without source and account the host decides", () => {
    const account = (name: string) => groupKey(aFinding({ sourceIP: "", account: name }));
    const victim = (sourceIP: string) => groupKey(aFinding({ sourceIP, account: "kim", entity: "account" }));
    expect(victim("203.0.113.8")).toBe(victim("203.0.113.9"));
    expect(account("Kim@Example.com")).toBe(account("kim@example.com"));
    const host = (name: string) => groupKey(aFinding({ sourceIP: "", host: name }));
    expect(host("a.example")).not.toBe(host("b.example"));
  });

  test("by path, whoever sends the form: host and path decide", () => {
    const form = (over: Partial<DetectionFinding>) =>
      groupKey(aFinding({ sourceIP: "", host: "shop.example", targetPath: "/join", entity: "path", ...over }));
    expect(form({ host: "SHOP.example", userAgent: "y" })).toBe(form({}));
    expect(form({ targetPath: "/register" })).not.toBe(form({}));
    expect(form({ host: "b.example" })).not.toBe(form({}));
  });
});

const day = 24 * 3_600_000;

describe("where a finding goes", () => {
  test.each([
    ["an open incident, within the window", "join", [], { seen: groupWindowMs, now: groupWindowMs }],
    ["an open incident, a moment after the window", "open", [], { seen: groupWindowMs + 1, now: 2 * day }],
    ["an open incident, from before the window", "open", [], { seen: -groupWindowMs - 1, now: 0 }],
    ["one being blocked", "join", ["block"], { seen: 1000, now: 1000 }],
    ["a resolved one, from before it was resolved", "join", ["block", "resolve"], { seen: -1000, now: 1000 }],
    ["a resolved one, within the week", "reopen", ["block", "resolve"], { seen: 1000, now: reopenWindowMs }],
    ["a resolved one, after the week", "open", ["block", "resolve"], { seen: 1000, now: reopenWindowMs + 1 }],
    ["a harmless one, within the day", "join", ["falsePositive"], { seen: 1000, now: quietWindowMs }],
    ["a harmless one, after the day", "open", ["falsePositive"], { seen: 1000, now: quietWindowMs + 1 }],
    ["a harmless one, but worse", "open", ["falsePositive"], { seen: 1000, now: 1000, severity: "CRITICAL" }],
    ["one whose pattern was updated", "join", ["falsePositive", "patternUpdated"], { seen: 1000, now: 1000 }],
  ] as const)("%s: %s", (_, expected, actions, { seen, now, ...over }) => {
    expect(placeFinding(after(...actions), seenAt(seen, over), at(now))).toBe(expected);
  });

  test("the incident that counted a finding before takes it again, whenever and in whatever state", () => {
    expect(placeFinding(after("block", "resolve"), first, at(10 * reopenWindowMs))).toBe("join");
  });

  test("a group without an incident gets one", () => {
    expect(placeFinding(undefined, first, at(0))).toBe("open");
  });
});
