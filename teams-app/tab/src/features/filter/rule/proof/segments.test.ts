import fc from "fast-check";
import { expect, test } from "vitest";
import { segmentsOf } from "./segments.ts";

test("what stays comes first, then what the own rule takes, then the others", () => {
  const parts = [
    { ruleId: "other", size: 20 },
    { ruleId: "own", size: 30 },
    { ruleId: "none", size: 0 },
  ];

  expect(segmentsOf(100, parts, "own").map(({ key, ink, width }) => [key, ink, width])).toEqual([
    ["", "plain", 0.5],
    ["own", "diagonal", 0.3],
    ["other", "upright", 0.2],
  ]);
  expect(segmentsOf(0, [], "own")).toEqual([]);
});

test("segments lie side by side and fill the bar, whatever the counts", () => {
  const size = fc.nat({ max: 1e12 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.array(size, { maxLength: 20 }), (whole, sizes) => {
      const parts = sizes.map((one, index) => ({ ruleId: `rule-${index}`, size: one }));
      const segments = segmentsOf(whole, parts, "rule-3");
      for (const [index, { start, width }] of segments.entries()) {
        const before = segments[index - 1];
        expect(start).toBeCloseTo(before === undefined ? 0 : before.start + before.width, 9);
        expect(width).toBeGreaterThan(0);
      }
      const last = segments.at(-1);
      expect((last?.start ?? 0) + (last?.width ?? 0)).toBeCloseTo(1, 9);
    }),
  );
});
