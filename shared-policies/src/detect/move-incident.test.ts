import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aFinding, testTenant } from "../testing/index.ts";
import { Incident, Verdict } from "./incident.ts";
import { type IncidentRecord, isCounted, joinFinding } from "./incident-record.ts";
import { IncidentAction, nextStatus } from "./incident-state.ts";
import { moveIncident, openIncident, settleVerdict } from "./move-incident.ts";

const now = new Date("2026-11-10T00:00:00Z");
const step = { actor: { kind: "person", id: "p" } as const, reason: "why", now };
const opened = (over = {}): IncidentRecord =>
  openIncident(aFinding(over), { id: "inc_testing00", tenantId: testTenant, ...step });

describe("the history of an incident", () => {
  test("whatever people do, each step follows the last one by the lifecycle, and nothing is taken back", () => {
    const doing = fc.oneof(
      fc.constantFrom(...IncidentAction.options).map((action) => ({ action, verdict: undefined })),
      fc.constantFrom(...Verdict.options).map((verdict) => ({ action: undefined, verdict })),
    );
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 120 }), (chosen) => {
        let { incident } = opened();
        for (const { action, verdict } of chosen) {
          const before = incident.transitions;
          if (verdict !== undefined) incident = settleVerdict(incident, verdict, step);
          else incident = moveIncident(incident, action, step) ?? incident;
          expect(incident.transitions.slice(0, before.length)).toEqual(before);
        }
        incident.transitions.reduce(
          (from, { action, from: said, to }) => {
            expect([said, to]).toEqual([from, nextStatus(from, action)]);
            return to;
          },
          "Detected" as Incident["status"],
        );
        expect(incident.status).toBe(incident.transitions.at(-1)?.to);
        expect(Incident.safeParse(incident).error).toBeUndefined();
      }),
    );
  });

  test("reopening a resolved incident keeps that it was an attack; reopening a dismissed one forgets the verdict", () => {
    const via = (...actions: IncidentAction[]) =>
      actions.reduce((held, action) => moveIncident(held, action, step) ?? held, opened().incident);
    const resolved = via("block", "resolve");
    expect(resolved).toMatchObject({ status: "Resolved", resolution: "why", resolvedAt: now.toISOString() });
    const again = via("block", "resolve", "reopen");
    expect(again).toMatchObject({ status: "Open", reopened: 1, resolution: "", verdict: { verdict: "realAttack" } });
    expect(again).not.toHaveProperty("resolvedAt");
    expect(via("falsePositive", "reopen")).not.toHaveProperty("verdict");
  });

  test("a verdict on a closed incident leaves it closed; confirming keeps that an attack was missed", () => {
    const resolved = moveIncident(settleVerdict(opened().incident, "missedAttack", step), "resolve", step);
    if (resolved === undefined) throw new Error("not resolved");
    expect(resolved.verdict?.verdict).toBe("missedAttack");
    const settled = settleVerdict(resolved, "falsePositive", step);
    expect([settled.status, settled.verdict?.verdict]).toEqual(["Resolved", "falsePositive"]);
  });
});

describe("findings of an incident", () => {
  test("in whatever order and however often they come, they count once, and the incident stays bounded", () => {
    const finding = fc.record({
      n: fc.nat(30),
      matchCount: fc.integer({ min: 1, max: 50 }),
      minute: fc.integer({ min: 10, max: 59 }),
      severity: fc.constantFrom("HIGH" as const, "CRITICAL" as const),
    });
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 60 }), (come) => {
        const findings = come.map(({ n, minute, ...over }) => {
          const at = `2026-11-09T23:${minute}:00Z`;
          return aFinding({ id: `fnd_testing${n}`, firstSeen: at, lastSeen: at, ...over });
        });
        const [head] = findings;
        if (head === undefined) return;
        const start = openIncident(head, { id: "inc_testing00", tenantId: testTenant, ...step });
        const { incident, counted } = findings.reduce((held, one) => joinFinding(held, one), start);
        const most = [...Map.groupBy(findings, ({ id }) => id).values()].map((same) =>
          Math.max(...same.map((one) => one.matchCount)),
        );
        expect(incident.matchCount).toBe(most.reduce((sum, one) => sum + one, 0));
        expect(incident.findings).toBe(Object.keys(counted).length);
        expect(incident.firstSeen).toBe(findings.map(({ firstSeen }) => firstSeen).toSorted()[0]);
        expect(incident.lastSeen).toBe(
          findings
            .map(({ lastSeen }) => lastSeen)
            .toSorted()
            .at(-1),
        );
        expect(findings.every((one) => isCounted({ incident, counted }, one))).toBe(true);
        expect(Incident.safeParse(incident).error).toBeUndefined();
      }),
    );
  });

  test("evidence keeps how it began and what came last", () => {
    const [sample] = aFinding().evidence;
    if (sample === undefined) throw new Error("no evidence");
    const bringing = (n: number) => aFinding({ id: `fnd_testing${n}`, evidence: [{ ...sample, itemId: `item-${n}` }] });
    const record = Array.from({ length: 20 }, (_, n) => bringing(n)).reduce(joinFinding, opened({ evidence: [] }));
    expect(record.incident.evidence.map(({ itemId }) => itemId)).toEqual(
      [0, 1, 2, 3, 4, 15, 16, 17, 18, 19].map((n) => `item-${n}`),
    );
  });
});
