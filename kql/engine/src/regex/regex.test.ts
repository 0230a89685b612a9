import fc from "fast-check";
import { expect, test } from "vitest";
import { codePoints, compileRegex, findAll, groupText } from "./regex.ts";

const atom = fc.constantFrom("a", "b", "é", ".", "[ab]", "[^a]", "\\d", "\\w", "^", "$", "(?i:a)");
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: "small" },
    atom,
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie("pattern"), fc.constantFrom("+", "{2}", "{1,2}", "{2}?", "+?")).map(([a, n]) => `(?:${a})${n}`),
    tie("pattern").map((a) => `(${a})`),
  ),
}));

// JavaScript's classes are ASCII's, so the texts have no digits or letters beyond but the é that `\w` would take.
test("finds what a backtracking matcher finds", () => {
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom("a", "b", "A", "1", "-", "\n"), maxLength: 8 }),
      (source, text) => {
        const expected = new RegExp(source, "u").exec(text);
        const regex = compileRegex(source);
        const codes = codePoints(text);
        const [match] = findAll(regex, codes);
        const found =
          match === undefined ? null : Array.from({ length: regex.groups + 1 }, (_, i) => groupText(codes, match, i));
        // A group that is repeated keeps its last text here, and in JavaScript only that of the last round.
        expect(found?.[0] ?? null).toBe(expected?.[0] ?? null);
        if (!/[+}]/.test(source)) expect(found).toEqual(expected?.map((group) => group ?? "") ?? null);
      },
    ),
    { numRuns: 500 },
  );
});

test("takes time in step with the text", () => {
  const regex = compileRegex("(a*)*(a|aa)+b");
  expect(findAll(regex, codePoints("a".repeat(2_000)))).toEqual([]);
});
