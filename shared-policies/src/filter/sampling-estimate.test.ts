import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateWhole } from "./sampling-estimate.ts";

test("a sample of all is the whole", () => {
  expect(estimateWhole({ kept: 7, rate: 1 })).toEqual({ estimate: 7, low: 7, high: 7 });
});

test("nothing seen is not nothing there", () => {
  const { estimate, low, high } = estimateWhole({ kept: 0, rate: 0.1 });
  expect({ estimate, low }).toEqual({ estimate: 0, low: 0 });
  expect(high).toBeGreaterThan(30);
});

test("the interval is around the estimate, and wider for rows that stand together", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 2, max: 50 }),
      (kept, mill, rowsPerKey) => {
        const rate = mill / 1000;
        const one = estimateWhole({ kept, rate });
        const many = estimateWhole({ kept, rate, rowsPerKey });
        expect(one.low).toBeLessThanOrEqual(one.estimate + 1e-6);
        expect(one.high).toBeGreaterThanOrEqual(one.estimate - 1e-6);
        expect(many.high - many.low).toBeGreaterThanOrEqual(one.high - one.low - 1e-6);
      },
    ),
  );
});

test("the interval holds the truth about as often as it says", () => {
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const [whole, rate, runs] = [400, 0.1, 1000];
  let held = 0;
  for (let run = 0; run < runs; run++) {
    let kept = 0;
    for (let row = 0; row < whole; row++) if (random() < rate) kept++;
    const { low, high } = estimateWhole({ kept, rate });
    if (low <= whole && whole <= high) held++;
  }
  expect(held / runs).toBeGreaterThan(0.93);
  expect(held / runs).toBeLessThan(0.975);
});
