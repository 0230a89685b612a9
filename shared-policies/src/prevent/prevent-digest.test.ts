import { expect, test } from "vitest";
import { weekAround } from "../detect/digest.ts";
import type { RunId } from "../ids.ts";
import { aPreventFinding, aPreventOutcome, testAgent } from "../testing/index.ts";
import type { PreventFinding } from "./finding.ts";
import { measureSaving } from "./measure-saving.ts";
import { answerViolation } from "./move-violation.ts";
import { observeAbsence, observeFinding } from "./observe-violation.ts";
import { preventDigestOf } from "./prevent-digest.ts";
import { type PreventRun, preventRunOf, trendOf } from "./prevent-run.ts";
import type { Violation } from "./violation.ts";

const hour = 3_600_000;
const monday = Date.parse("2026-11-09T00:00:00Z");

function windowOf(n: number) {
  return {
    from: new Date(monday + n * 6 * hour).toISOString(),
    to: new Date(monday + (n + 1) * 6 * hour).toISOString(),
  };
}

function run(n: number, findings: PreventFinding[], over: Parameters<typeof aPreventOutcome>[1] = {}): PreventRun {
  const report = { runId: `run_testing0${n}` as RunId, status: "succeeded" } as const;
  const window = windowOf(n);
  return preventRunOf(report, aPreventOutcome(findings, { window, ...over }), new Date(window.to));
}

const noisy = (bytes: number): PreventFinding => aPreventFinding({ bytes, count: bytes / 1000 });
const fixedAt = windowOf(1).to;

test("a saving is the pace before against the pace after, over full runs", () => {
  const runs = [run(0, [noisy(6e9)]), run(1, [noisy(12e9)]), run(2, [noisy(0.6e9)]), run(3, [noisy(0.6e9)])];
  const saving = measureSaving(aPreventFinding({ gbPerMonth: 100, usdPerMonth: 276 }), fixedAt, runs);
  expect(saving).toMatchObject({
    before: { bytesPerHour: 1.5e9, hours: 12 },
    after: { bytesPerHour: 0.1e9, hours: 12 },
  });
  expect(saving?.gbPerMonth).toBeCloseTo(1008);
  expect(saving?.usdPerMonth).toBeCloseTo(1008 * 2.76);
});

test("a run around the change counts on neither side, nor does one that did not measure", () => {
  const during = new Date(Date.parse(fixedAt) + hour).toISOString();
  const runs = [run(1, [noisy(6e9)]), run(2, [noisy(3e9)]), run(3, [])];
  expect(measureSaving(noisy(1), during, runs)).toMatchObject({ after: { bytesPerHour: 0, hours: 6 } });
  const frequent = aPreventFinding({ ruleId: "high-frequency-log", threshold: 100, currentValue: 900 });
  const analyses = [{ ruleId: "high-frequency-log", currentValue: 90, threshold: 100, isViolation: false, detail: "" }];
  const some = { analyses, summed: ["AppTraces"] };
  expect(measureSaving(frequent, fixedAt, [run(1, [frequent]), run(2, [], some)])).toBeUndefined();
  expect(measureSaving(frequent, fixedAt, [run(1, [frequent]), run(2, [], { analyses })])).toBeUndefined();
  const listed = { analyses, summed: ["AppRequests"] };
  expect(measureSaving(frequent, fixedAt, [run(1, [frequent]), run(2, [], listed)])?.after.bytesPerHour).toBe(0);
  const watched = [{ findingId: frequent.id, count: 10, bytes: 600 }];
  const measured = measureSaving(frequent, fixedAt, [run(1, [frequent]), run(2, [], { analyses, watched })]);
  expect(measured?.after).toEqual({ bytesPerHour: 100, hours: 6 });
  expect(measureSaving(noisy(1), fixedAt, [run(0, [noisy(6e9)])])).toBeUndefined();
});

test("money is told only where it is known what the bytes cost", () => {
  const { usdPerMonth: _, ...free } = noisy(6e9);
  expect(measureSaving(free, fixedAt, [run(1, [free]), run(2, [])])).not.toHaveProperty("usdPerMonth");
});

test("the digest tells what changed, what costs most and what a change saved", () => {
  const see = (n: number) => ({
    ...{ runId: `run_testing0${n}` as RunId, window: windowOf(n), now: new Date(windowOf(n).to) },
    actor: { kind: "agent", id: testAgent } as const,
  });
  const open = Array.from({ length: 7 }, (_, i) =>
    observeFinding(undefined, aPreventFinding({ id: `pvf_testing0${i + 1}`, usdPerMonth: i, gbPerMonth: i }), see(0)),
  );
  const first = observeFinding(undefined, noisy(6e9), see(0));
  const now = new Date(windowOf(0).to);
  const actor = { kind: "person", id: "kim" } as const;
  const acted = answerViolation(first, { action: "actionTaken", actor, reason: "Done.", now });
  if (acted === undefined) throw new Error("It cannot be answered");
  const clean = observeAbsence(acted, "clean", see(1));
  const runs = [
    run(0, [noisy(6e9), ...open.map(({ finding }) => finding)]),
    run(
      1,
      open.map(({ finding }) => finding),
      { summed: [] },
    ),
  ];
  const digest = preventDigestOf({ violations: [...open, clean], runs, week: weekAround(now) });
  expect(digest.changed).toEqual({ appeared: 8, cameBack: 0, wentAway: 1, escalated: 0, open: 7 });
  expect(digest.top.map(({ usdPerMonth }) => usdPerMonth)).toEqual([6, 5, 4, 3, 2]);
  expect(digest.fixed).toMatchObject([{ findingId: clean.finding.id, saving: { after: { bytesPerHour: 0 } } }]);
  expect(digest.saved.gbPerMonth).toBeCloseTo(720);
  expect(digest.unmeasured).toBe(0);
  const later = preventDigestOf({ violations: [clean], runs: [], week: weekAround(now) });
  expect([later.fixed, later.unmeasured]).toEqual([[], 1]);
});

test("what is ignored costs again in the digest once its time is over, or it is graver", () => {
  const week = weekAround(new Date(monday + hour));
  const end = { open: new Date(week.to.getTime() + hour).toISOString(), over: week.to.toISOString() };
  const violation = observeFinding(undefined, noisy(6e9), {
    ...{ runId: "run_testing00" as RunId, window: windowOf(0), now: new Date(windowOf(0).to) },
    actor: { kind: "agent", id: testAgent },
  });
  const by = { at: windowOf(0).to, actor: { kind: "person", id: "kim" }, reason: "A load test." } as const;
  const { severity } = violation.finding;
  const top = (ignored: Violation["ignored"]) =>
    preventDigestOf({ violations: [{ ...violation, ignored }], runs: [], week }).top.length;
  expect(top({ ...by, severity })).toBe(0);
  expect(top({ ...by, severity, until: end.open })).toBe(0);
  expect(top({ ...by, severity, until: end.over })).toBe(1);
  expect(severity).not.toBe("LOW");
  expect(top({ ...by, severity: "LOW" })).toBe(1);
});

test("a trend has a gap where a run did not measure", () => {
  const runs = [run(1, []), run(0, [noisy(6000)]), { ...run(2, []), complete: false }];
  expect(trendOf(runs, noisy(1)).map(({ bytes, violates }) => [bytes, violates])).toEqual([
    [6000, true],
    [0, false],
    [undefined, false],
  ]);
});
