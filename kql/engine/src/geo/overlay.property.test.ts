import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { GEO_FUNCTIONS } from "./geo-functions.ts";

// Rings around a place, with a spoke for each number.
const polygons = fc
  .record({
    x: fc.integer({ min: 0, max: 15 }),
    spokes: fc.array(fc.integer({ min: 3, max: 10 }), { minLength: 4, maxLength: 9 }),
  })
  .map(({ x, spokes }) => {
    const ring = spokes.map((length, i) => {
      const angle = 0.1 + (2 * Math.PI * i) / spokes.length;
      return [x / 10 + (length / 10) * Math.cos(angle), 40 + (length / 10) * Math.sin(angle)];
    });
    return JSON.stringify({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
  });

function ask(name: string, ...args: string[]): Dynamic {
  return GEO_FUNCTIONS[name]?.call(...args) ?? null;
}

function area(shape: Dynamic): number {
  return Number(ask("geo_polygon_area", encodeDynamic(shape)));
}

test("a union and an intersection are together as large as what they are made of", () => {
  let answered = 0;
  fc.assert(
    fc.property(polygons, polygons, (a, b) => {
      try {
        const union = area(ask("geo_union_polygons_array", `[${a},${b}]`));
        const common = ask("geo_intersection_2polygons", a, b);
        const single = common instanceof Map && common.get("type") === "Polygon" ? area(common) : 0;
        const both = Number(ask("geo_polygon_area", a)) + Number(ask("geo_polygon_area", b));
        expect((union + single) / both).toBeCloseTo(1, 9);
        answered += 1;
      } catch (error) {
        if (!(error instanceof KqlError)) throw error;
      }
    }),
    { numRuns: 100, seed: 14 },
  );
  expect(answered).toBeGreaterThan(30);
});
