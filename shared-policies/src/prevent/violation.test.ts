import { describe, expect, test } from "vitest";
import type { RunId } from "../ids.ts";
import { aPreventFinding, aPreventOutcome, testAgent } from "../testing/index.ts";
import type { PreventFinding } from "./finding.ts";
import { answerViolation, takeViolationStep } from "./move-violation.ts";
import { absenceOf, type Observation, observeAbsence, observeFinding } from "./observe-violation.ts";
import type { Violation } from "./violation.ts";
import { findingActionsOf, nextViolationState, ViolationState, ViolationStep } from "./violation-state.ts";

const hour = 3_600_000;
const start = Date.parse("2026-11-10T00:00:00Z");

/** The n-th run of six hours. */
function run(n: number): Observation {
  const at = start + n * 6 * hour;
  const window = { from: new Date(at - 6 * hour).toISOString(), to: new Date(at).toISOString() };
  return { runId: `run_testing0${n}` as RunId, window, actor: { kind: "agent", id: testAgent }, now: new Date(at) };
}

const found = (n: number, before?: Violation, over: Partial<PreventFinding> = {}): Violation =>
  observeFinding(before, aPreventFinding(over), run(n));
const gone = (n: number, before: Violation): Violation => observeAbsence(before, "clean", run(n));
const kim = { kind: "person", id: "kim", name: "Kim" } as const;

function alerted(before: Violation, severity: Violation["alertedSeverity"] = "MEDIUM"): Violation {
  const told = takeViolationStep(before, "alert", {
    actor: { kind: "provider", id: "provider" },
    reason: "Told.",
    now: new Date(start),
  });
  if (told === undefined || severity === undefined) throw new Error("It cannot be alerted");
  return { ...told, alertedAt: new Date(start).toISOString(), alertedSeverity: severity };
}

const answered = (before: Violation, action: "acknowledge" | "actionTaken" | "ignore", until?: string): Violation => {
  const after = answerViolation(before, { action, actor: kim, reason: "We know.", now: new Date(start + hour), until });
  if (after === undefined) throw new Error("There is no such answer");
  return after;
};

test("every edge of the plan is there", () => {
  const plan = [
    ["Unmonitored", "register", "Monitored"],
    ["Monitored", "clean", "Clean"],
    ["Monitored", "violate", "Violated"],
    ["Clean", "recheck", "Monitored"],
    ["Violated", "alert", "Alerted"],
    ["Alerted", "act", "ActionTaken"],
    ["Alerted", "ignore", "Ignored"],
    ["ActionTaken", "recheck", "Monitored"],
    ["Ignored", "violate", "Violated"],
    ["Ignored", "escalate", "Escalated"],
  ] as const;
  for (const [from, step, to] of plan) expect(nextViolationState(from, step)).toBe(to);
});

test("from every state but a new one there is a way back to a run that looks again", () => {
  for (const state of ViolationState.options) {
    const steps = ViolationStep.options.filter((step) => nextViolationState(state, step) !== undefined);
    expect(steps.length, state).toBeGreaterThan(0);
    if (state !== "Unmonitored" && state !== "Monitored")
      expect(nextViolationState(state, "recheck")).toBe("Monitored");
  }
});

test("people answer what is open", () => {
  expect(ViolationState.options.map((state) => [state, findingActionsOf(state)])).toEqual([
    ["Unmonitored", []],
    ["Monitored", []],
    ["Clean", []],
    ["Violated", ["acknowledge", "actionTaken", "ignore"]],
    ["Alerted", ["acknowledge", "actionTaken", "ignore"]],
    ["ActionTaken", ["ignore"]],
    ["Ignored", ["actionTaken", "ignore"]],
    ["Escalated", ["acknowledge", "actionTaken", "ignore"]],
  ]);
});

test("a new finding is registered and violated in one, with who and why", () => {
  const { state, transitions } = found(0);
  expect(state).toBe("Violated");
  expect(transitions.map(({ from, to, actor, reason }) => [from, to, actor.kind, reason])).toEqual([
    ["Unmonitored", "Monitored", "provider", "The rule debug-in-prod covers it."],
    ["Monitored", "Violated", "agent", "6000 against 0 of debug-in-prod"],
  ]);
});

test("the same run again, and one about an earlier time, change no state", () => {
  const once = found(1);
  expect(observeFinding(once, aPreventFinding(), run(1))).toEqual(once);
  expect(found(0, once)).toBe(once);
  expect(gone(0, once)).toBe(once);
});

describe("what was changed", () => {
  const changed = answered(alerted(found(0)), "actionTaken");

  test("waits for a run that saw only what came after", () => {
    expect(found(1, changed).state).toBe("ActionTaken");
    expect(gone(1, changed).state).toBe("ActionTaken");
    expect(gone(2, changed).state).toBe("Clean");
    expect(found(2, changed)).toMatchObject({ state: "Violated", unanswered: 0, answered: false });
  });

  test("is told again at once where it became graver", () => {
    expect(found(1, changed, { severity: "HIGH" }).state).toBe("Violated");
  });
});

test("what is no longer found is clean, and changed when it was seen last", () => {
  const clean = gone(1, alerted(found(0)));
  expect(clean).toMatchObject({ state: "Clean", actedAt: run(0).window.to });
  expect(clean.transitions.slice(-2).map(({ to }) => to)).toEqual(["Monitored", "Clean"]);
  expect(found(2, clean).state).toBe("Violated");
});

test("what a person ignores stays so until the end that they named, or until it is graver", () => {
  const until = new Date(start + 7 * hour).toISOString();
  const ignored = answered(alerted(found(0)), "ignore", until);
  expect(found(1, ignored).state).toBe("Ignored");
  expect(found(1, ignored, { severity: "HIGH" }).state).toBe("Violated");
  expect(found(2, ignored).state).toBe("Violated");
});

test("an acknowledged finding stays alerted, and its answer ends when it becomes graver", () => {
  const known = answered(alerted(found(0)), "acknowledge");
  expect(known).toMatchObject({ state: "Alerted", answered: true, acknowledged: { actor: kim } });
  const graver = found(1, known, { severity: "HIGH" });
  expect(graver).toMatchObject({ state: "Violated", answered: false });
  expect(graver.acknowledged).toBeUndefined();
});

test("a run proves a finding clean only where it looked everywhere", () => {
  const finding = aPreventFinding();
  const outcome = aPreventOutcome([]);
  expect(absenceOf(outcome, finding, { complete: true })).toBe("clean");
  expect(absenceOf(outcome, finding, { complete: false })).toBe("unknown");
  expect(absenceOf({ ...outcome, omitted: 1 }, finding, { complete: true })).toBe("unknown");
  expect(
    absenceOf({ ...outcome, skipped: [{ table: "AppTraces", code: "budget" }] }, finding, { complete: true }),
  ).toBe("unknown");
  const broken = [{ ruleId: "debug-in-prod", code: "failed" as const, message: "" }];
  expect(absenceOf({ ...outcome, broken }, finding, { complete: true })).toBe("unknown");
  expect(absenceOf({ ...outcome, analyses: [] }, finding, { complete: true })).toBe("unregistered");
  expect(observeAbsence(found(0), "unregistered", run(1)).state).toBe("Unmonitored");
});

test("a long history keeps its newest steps and counts the others", () => {
  let violation = found(0);
  for (let n = 1; n < 200; n++) violation = n % 2 === 0 ? found(n, violation) : gone(n, violation);
  expect(violation.transitions).toHaveLength(200);
  expect(violation.earlierTransitions).toBeGreaterThan(100);
  const { transitions } = violation;
  for (const [i, { to }] of transitions.slice(0, -1).entries()) expect(transitions[i + 1]?.from).toBe(to);
});
