import { FilterAction, FilterState, moveFilterRule } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { box, edges, lineOf, tallLayout, wideLayout } from "./picture-layout.ts";

test("the picture has exactly the ways that rules can go", () => {
  const kinds = ["person", "agent", "provider"] as const;
  const asked = kinds.flatMap((kind) => FilterAction.options.map((action) => ({ kind, action })));
  const ways = FilterState.options.flatMap((state) =>
    asked.flatMap(({ kind, action }) => {
      const moved = moveFilterRule(state, { action, actor: { kind, id: "x" }, at: "", reason: "because" });
      return moved.status === "moved" ? [`${state} ${moved.step.to}`] : [];
    }),
  );

  expect(new Set(edges.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(ways));
});

test.each([
  ["wide", wideLayout],
  ["tall", tallLayout],
])("%s: boxes lie inside and apart, and arrows end beside them", (_, layout) => {
  const boxes = Object.values(layout.at);
  for (const [index, [x, y]] of boxes.entries()) {
    expect(Math.min(x, layout.width - x)).toBeGreaterThanOrEqual(box.width / 2);
    expect(Math.min(y, layout.height - y)).toBeGreaterThanOrEqual(box.height / 2);
    for (const [ox, oy] of boxes.slice(index + 1)) {
      expect(Math.abs(x - ox) > box.width || Math.abs(y - oy) > box.height).toBe(true);
    }
  }
  for (const edge of edges) {
    const { x1, y1, x2, y2 } = lineOf(edge, layout);
    for (const [x, y] of boxes) {
      for (const step of [0, 0.25, 0.5, 0.75, 1]) {
        const [px, py] = [x1 + (x2 - x1) * step, y1 + (y2 - y1) * step];
        expect(Math.abs(px - x) > box.width / 2 || Math.abs(py - y) > box.height / 2, `${edge.from} ${edge.to}`).toBe(
          true,
        );
      }
    }
  }
});
