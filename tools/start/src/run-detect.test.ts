import type { LocalAzure } from "@logdoctor/local-azure";
import { aRunReport } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";
import { runDetect, watchDetect } from "./run-detect.ts";
import type { Runner } from "./run-retain.ts";

function place(dueAfter: number) {
  let minutes = 0;
  const advanced = (ms: number): void => {
    minutes += ms / 60_000;
  };
  const azure = { clock: { advance: advanced } } as unknown as LocalAzure;
  const watch = watchDetect();
  const tick = async () => ({
    reports: minutes >= dueAfter ? [aRunReport({ job: "detect" })] : [],
    nextPollAt: new Date(0),
    unsent: 0,
  });
  const runner: Runner = {
    name: "Hanbit",
    agent: { tick },
    afterAttempt: async () => undefined,
    onReport: ({ job }) => (job === "detect" ? watch.seen("Hanbit") : undefined),
  };
  const lines: string[] = [];
  const progress = createProgress({ write: (text) => lines.push(text) });
  return { run: () => runDetect(azure, { runners: [runner], watch }, progress), watch, lines, minutes: () => minutes };
}

test("Detect that is not due is waited for by the local clock, and the output says so", async () => {
  const { run, lines, minutes } = place(30);
  await run();
  expect(minutes()).toBe(31);
  expect(lines.join("")).toContain("the local clock is put forward");
});

test("Detect that has run since the attack is not run again", async () => {
  const { run, watch, lines } = place(0);
  watch.seen("Hanbit");
  await run();
  expect(lines).toEqual([]);
});

test("Detect that never runs is given up", async () => {
  await expect(place(1_000).run()).rejects.toThrow("Detect did not succeed in 3 attempts: Hanbit.");
});
