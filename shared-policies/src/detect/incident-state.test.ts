import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionsOf, IncidentAction, type IncidentStatus, isClosed, nextStatus, pathOf } from "./incident-state.ts";

describe("the lifecycle of the plan", () => {
  test.each<[IncidentStatus, IncidentAction, IncidentStatus]>([
    ["Detected", "open", "Open"],
    ["Open", "investigate", "Investigating"],
    ["Investigating", "block", "Blocking"],
    ["Investigating", "falsePositive", "FalsePositive"],
    ["Blocking", "resolve", "Resolved"],
    ["FalsePositive", "patternUpdated", "PatternUpdated"],
    ["Resolved", "reopen", "Open"],
  ])("%s by %s becomes %s", (from, action, to) => {
    expect(nextStatus(from, action)).toBe(to);
  });

  test.each<[IncidentStatus, IncidentAction]>([
    ["Open", "resolve"],
    ["Resolved", "block"],
    ["Blocking", "falsePositive"],
    ["Investigating", "open"],
  ])("%s has no step %s", (from, action) => {
    expect(nextStatus(from, action)).toBeUndefined();
  });
});

test("whatever people do, in whatever order, only steps of the lifecycle happen, and every state can end", () => {
  const actions = fc.array(fc.constantFrom(...IncidentAction.options), { maxLength: 30 });
  fc.assert(
    fc.property(actions, (chosen) => {
      let status: IncidentStatus = "Detected";
      for (const action of chosen)
        for (const step of pathOf(status, action) ?? []) status = nextStatus(status, step) ?? status;
      const reachable = new Set<IncidentStatus>([status]);
      for (const state of reachable)
        for (const action of [...actionsOf(state), "open" as const]) {
          const next = nextStatus(state, action);
          if (next !== undefined) reachable.add(next);
        }
      expect([...reachable].some(isClosed)).toBe(true);
    }),
  );
});

test("who confirms or dismisses an open incident has investigated it", () => {
  expect(pathOf("Open", "block")).toEqual(["investigate", "block"]);
  expect(pathOf("Open", "falsePositive")).toEqual(["investigate", "falsePositive"]);
  expect(pathOf("Open", "resolve")).toBeUndefined();
  expect(pathOf("Resolved", "falsePositive")).toBeUndefined();
});
