import { describe, expect, test } from "vitest";
import { FilterState } from "./documents.ts";
import {
  dropsRows,
  FilterAction,
  type FilterActor,
  filterActionsOf,
  mayBeDeleted,
  moveFilterRule,
} from "./lifecycle.ts";

const kim: FilterActor = { kind: "person", id: "kim" };
const agent: FilterActor = { kind: "agent", id: "agt_12345678" };
const at = "2026-06-01T00:00:00Z";

function moved(state: FilterState, action: FilterAction, actor: FilterActor, reason = "because"): string {
  const result = moveFilterRule(state, { action, actor, at, reason });
  return result.status === "moved" ? result.step.to : result.refusal;
}

describe("the lifecycle of the plan", () => {
  test.each<[FilterState, FilterAction, FilterActor, string]>([
    ["Draft", "dryRun", agent, "Testing"],
    ["Testing", "reject", agent, "Draft"],
    ["Testing", "activate", kim, "Active"],
    ["Active", "monitor", agent, "Monitoring"],
    ["Monitoring", "settle", agent, "Active"],
    ["Monitoring", "flag", agent, "Review"],
    ["Review", "readjust", kim, "Active"],
    ["Review", "disable", kim, "Disabled"],
    ["Disabled", "reuse", kim, "Draft"],
    ["Active", "flag", agent, "Review"],
  ])("%s, %s", (state, action, actor, to) => {
    expect(moved(state, action, actor)).toBe(to);
  });

  test("has no other step", () => {
    const all = FilterState.options.flatMap((state) => FilterAction.options.map((action) => [state, action] as const));
    const steps = all.filter(([state, action]) =>
      [kim, agent].some((actor) => /^[A-Z]/.test(moved(state, action, actor))),
    );
    expect(steps.length).toBe(10);
  });
});

test("what makes a rule drop rows is a person's to decide", () => {
  expect(moved("Testing", "activate", agent)).toBe("not-yours");
  expect(moved("Review", "readjust", { kind: "provider", id: "clock" })).toBe("not-yours");
  expect(moved("Monitoring", "settle", kim)).toBe("not-yours");
});

test("a step that somebody may ask about later has a reason", () => {
  expect(moved("Monitoring", "flag", agent, " ")).toBe("reason-missing");
  expect(moved("Draft", "dryRun", agent, "")).toBe("Testing");
});

test("a step says who, when and why", () => {
  const result = moveFilterRule("Testing", { action: "reject", actor: kim, at, reason: " drops 90 % " });
  const step = { from: "Testing", to: "Draft", action: "reject", actor: kim, at, reason: "drops 90 %" };
  expect(result).toEqual({ status: "moved", step });
});

test("says what a person may do, what drops rows, and what may go", () => {
  expect(filterActionsOf("Testing")).toEqual(["reject", "activate"]);
  expect(filterActionsOf("Active")).toEqual(["flag"]);
  expect(FilterState.options.filter(dropsRows)).toEqual(["Active", "Monitoring"]);
  expect(FilterState.options.filter(mayBeDeleted)).toEqual(["Draft", "Disabled"]);
});
