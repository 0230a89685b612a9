import fc from "fast-check";
import { expect, test } from "vitest";
import { pacer } from "./pacer.ts";

test("no window of the rate's length sees more calls than allowed, and order is kept", async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(pauses, fc.integer({ min: 1, max: 5 }), async (gaps, calls) => {
      let now = 0;
      const clock = {
        now: () => new Date(now),
        sleep: async (ms: number) => {
          now += ms;
        },
      };
      const turn = pacer(clock, { calls, perMs: 100 });
      const passed: number[] = [];
      for (const gap of gaps) {
        now += gap;
        await Promise.all([turn().then(() => passed.push(now)), turn().then(() => passed.push(now))]);
      }
      for (const at of passed)
        expect(passed.filter((other) => other >= at && other < at + 100).length).toBeLessThanOrEqual(calls);
      expect(passed).toHaveLength(gaps.length * 2);
    }),
  );
});
