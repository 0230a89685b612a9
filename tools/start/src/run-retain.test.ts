import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Agent } from "@logdoctor/agent/runner";
import { type LocalAzure, startLocalAzure } from "@logdoctor/local-azure";
import type { RunReport } from "@logdoctor/shared-policies";
import { aRunReport } from "@logdoctor/shared-policies/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProgress } from "./progress.ts";
import { runRetain, tickAll } from "./run-retain.ts";

let directory: string;
let azure: LocalAzure;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "logdoctor-start-"));
  azure = await startLocalAzure({ directory });
});

afterAll(async () => {
  await azure.stop();
  await rm(directory, { recursive: true, force: true });
});

function said(): { lines: string[]; progress: ReturnType<typeof createProgress> } {
  const lines: string[] = [];
  return { lines, progress: createProgress({ write: (text) => lines.push(text) }) };
}

/** An agent whose ticks bring these reports, one after the other; an Error is thrown. */
function agentWith(ticks: (Partial<RunReport> | Error | undefined)[]): Agent {
  return {
    tick: async () => {
      const next = ticks.shift();
      if (next instanceof Error) throw next;
      return { reports: next === undefined ? [] : [aRunReport(next)], nextPollAt: new Date(0), unsent: 0 };
    },
  };
}

function runner(name: string, agent: Agent) {
  return { name, agent, afterAttempt: async () => undefined };
}

test("a run that waits for a quota goes on after the clock was put forward, and the output says so", async () => {
  const { lines, progress } = said();
  const until = new Date(azure.clock.nowMs() + 3_600_000).toISOString();
  const agent = agentWith([{ status: "partial", continueAfter: until }, { status: "succeeded" }]);

  await runRetain(azure, [runner("Hanbit", agent)], progress);

  expect(azure.clock.nowMs()).toBeGreaterThan(Date.parse(until));
  expect(lines.join("")).toMatch(/goes on in 6[01] minutes \(Azure takes ten Delete Data requests an hour\)/);
});

test("a run that fails ends with its reason", async () => {
  const agent = agentWith([{ status: "failed", errorMessage: "The workspace is gone." }]);

  await expect(runRetain(azure, [runner("Hanbit", agent)], said().progress)).rejects.toThrow("The workspace is gone.");
});

test("a run that never ends is given up", async () => {
  const forever = Array.from({ length: 50 }, () => ({
    status: "partial" as const,
    continueAfter: azure.clock.nowIso(),
  }));

  await expect(runRetain(azure, [runner("Hanbit", agentWith(forever))], said().progress)).rejects.toThrow(
    "did not finish in 40",
  );
});

test("when no run is due, that is said and nothing waits", async () => {
  const { lines, progress } = said();

  await runRetain(azure, [runner("Hanbit", agentWith([undefined]))], progress);

  expect(lines.join("")).toContain("Hanbit: no run is due before 1970-01-01T00:00:00.000Z.");
});

test("one agent's failing turn does not stop the other's", async () => {
  const { lines, progress } = said();
  const runners = [
    runner("Hanbit", agentWith([new Error("storage is away")])),
    runner("Sakura", agentWith([{ status: "succeeded" }])),
  ];

  await tickAll(runners, progress);

  expect(lines.join("")).toContain("storage is away");
  expect(lines.join("")).toContain("Sakura: retain run run_testing00 succeeded.");
});
