import fc from "fast-check";
import { expect, test } from "vitest";
import { billLines, costOf, segmentsOf } from "./bill.ts";

const dollars = fc.double({ min: 0, max: 1e6, noNaN: true });
const anyCost = fc
  .record({ ingestion: dollars, retention: dollars, longTerm: dollars, archive: dollars })
  .map((lines) => ({ ...lines, total: lines.ingestion + lines.retention + lines.longTerm + lines.archive }));

test("segments follow one another and fill the bar as far as the cost goes", () => {
  fc.assert(
    fc.property(anyCost, dollars, (cost, more) => {
      const whole = costOf(cost, billLines) + more;
      const segments = segmentsOf(cost, billLines, whole);

      let end = 0;
      for (const { start, width } of segments) {
        expect(start).toBeCloseTo(end);
        end = start + width;
      }
      expect(end).toBeCloseTo(whole > 0 ? costOf(cost, billLines) / whole : 0);
    }),
  );
});
