import { describe, expect, test } from "vitest";
import type { AgentId, RunId } from "./ids.ts";
import { closeLease, decideLease, type LeaseRequest, type LeaseState } from "./lease.ts";

const hour = 3_600_000;
const start = Date.parse("2026-11-01T00:00:00.000Z");
let runs = 0;

function request(atHours: number, over: Partial<LeaseRequest> = {}): LeaseRequest {
  const newRunId = (): RunId => {
    runs += 1;
    return `run_${String(runs).padStart(8, "0")}` as RunId;
  };
  return {
    job: "retain",
    agentId: "agt_00000001" as AgentId,
    instanceId: "one",
    now: new Date(start + atHours * hour),
    cadenceMs: 24 * hour,
    leaseMs: hour / 2,
    newRunId,
    ...over,
  };
}

function granted(state: LeaseState | undefined, of: LeaseRequest): LeaseState {
  const decision = decideLease(state, of);
  if (decision.decision !== "run") throw new Error(`expected a lease, got ${decision.reason}`);
  return decision.next;
}

describe("a lease", () => {
  test("is granted to the first who asks, for the period that just ended", () => {
    const state = granted(undefined, request(0));
    expect(state).toMatchObject({
      fence: 1,
      phase: "running",
      period: { from: "2026-10-31T00:00:00.000Z", to: "2026-11-01T00:00:00.000Z" },
    });
  });

  test("keeps others waiting, and the same process gets it again without a write", () => {
    const state = granted(undefined, request(0));
    expect(decideLease(state, request(0.1, { instanceId: "two" }))).toMatchObject({
      decision: "wait",
      reason: "leased-elsewhere",
    });
    expect(decideLease(state, request(0.1))).toMatchObject({
      decision: "run",
      write: false,
      lease: { runId: state.runId, fence: 1 },
    });
  });

  test("that ran out goes to a successor: same run, higher fence", () => {
    const state = granted(undefined, request(0));
    const next = granted(state, request(1, { instanceId: "two" }));
    expect([next.runId, next.fence, next.period]).toEqual([state.runId, 2, state.period]);
  });

  test("that was closed unfinished goes on when it said", () => {
    const state = closeLease(granted(undefined, request(0)), { finished: false, nextDueAt: new Date(start + hour) });
    expect(decideLease(state, request(0.5))).toMatchObject({ decision: "wait", reason: "not-due" });
    expect(granted(state, request(1))).toMatchObject({ runId: state.runId, fence: 2 });
  });

  test("after a finished run starts a new period where the last one ended, and counts what was missed", () => {
    const state = closeLease(granted(undefined, request(0)), {
      finished: true,
      nextDueAt: new Date(start + 24 * hour),
    });
    const next = granted(state, request(73));
    expect(next).toMatchObject({
      fence: 1,
      missedPeriods: 2,
      period: { from: "2026-11-01T00:00:00.000Z", to: "2026-11-04T01:00:00.000Z" },
    });
    expect(next.runId).not.toBe(state.runId);
  });
});
