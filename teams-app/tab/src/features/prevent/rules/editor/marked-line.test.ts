import fc from "fast-check";
import { expect, test } from "vitest";
import { markedLine, selectionAt } from "./marked-line.ts";

const query = 'LogRecords\n| where Servise == "cart"';

test("the word at a place is set apart from its line", () => {
  expect(markedLine(query, { line: 2, column: 9 })).toEqual({
    before: "| where ",
    marked: "Servise",
    after: ' == "cart"',
  });
});

test("the same word is selected in the text", () => {
  const { start, end } = selectionAt(query, { line: 2, column: 9 });
  expect(query.slice(start, end)).toBe("Servise");
});

test("a place beyond the text selects nothing outside of it", () => {
  expect(markedLine(query, { line: 9, column: 1 })).toBeUndefined();
  const place = fc.record({ line: fc.integer({ min: 1, max: 9 }), column: fc.integer({ min: 1, max: 99 }) });
  fc.assert(
    fc.property(fc.string(), place, (text, at) => {
      const { start, end } = selectionAt(text, at);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
