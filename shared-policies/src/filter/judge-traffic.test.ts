import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationMs, judgeTraffic } from "./judge-traffic.ts";

const predicted = { dropRate: 0.4, tolerance: 0.05, ageMs: 10 * 60_000 };

describe("rows that pass a filter", () => {
  test.each([
    ["one error is enough", { received: 10_000, dropped: 4_000, errors: 1 }, predicted, "errors"],
    ["too few rows prove nothing", { received: 49, dropped: 49, errors: 0 }, predicted, "pending"],
    ["as predicted", { received: 10_000, dropped: 4_100, errors: 0 }, predicted, "verified"],
    ["more than predicted", { received: 10_000, dropped: 5_000, errors: 0 }, predicted, "drops-too-much"],
    ["nothing yet, and Azure may take its time", { received: 10_000, dropped: 0, errors: 0 }, predicted, "pending"],
    [
      "nothing still, after that time",
      { received: 10_000, dropped: 0, errors: 0 },
      { ...predicted, ageMs: activationMs },
      "drops-too-little",
    ],
    [
      "nothing dropped where little was predicted does not tell a filter from none",
      { received: 10_000, dropped: 0, errors: 0 },
      { ...predicted, dropRate: 0.03 },
      "pending",
    ],
  ] as const)("%s", (_what, traffic, prediction, verdict) => {
    expect(judgeTraffic(traffic, prediction)).toBe(verdict);
  });

  test("are never called verified beyond the tolerance and chance, nor taken back within it", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 1_000_000 }),
        share,
        share,
        fc.nat(10_000_000),
        (received, p, seen, ageMs) => {
          const dropped = Math.round(received * seen);
          const verdict = judgeTraffic({ received, dropped, errors: 0 }, { dropRate: p, tolerance: 0.05, ageMs });
          const distance = Math.abs(dropped / received - p);
          if (distance > 0.05 + 2.01 / Math.sqrt(received)) expect(verdict).not.toBe("verified");
          if (distance <= 0.05) expect(["verified", "pending"]).toContain(verdict);
        },
      ),
    );
  });
});
