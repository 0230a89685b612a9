import fc from "fast-check";
import { expect, test } from "vitest";
import { templateLine, templateParts } from "./template-parts.ts";

test("a template falls into its fixed texts and its variables", () => {
  expect(templateParts("Cart <*> has <*> items").map(({ text, variable }) => (variable ? "VAR" : text))).toEqual([
    "Cart ",
    "VAR",
    " has ",
    "VAR",
    " items",
  ]);
});

test("its parts are the template, each where it begins", () => {
  const template = fc.array(fc.oneof(fc.constant("<*>"), fc.string())).map((parts) => parts.join(""));
  fc.assert(
    fc.property(template, (text) => {
      const parts = templateParts(text);
      expect(parts.map((part) => part.text).join("")).toBe(text);
      for (const part of parts) expect(text.startsWith(part.text, part.start)).toBe(true);
    }),
  );
});

test("as a name it is one short line", () => {
  expect(templateLine("GET <*>\n took <*> ms")).toBe("GET … took … ms");
  expect(templateLine("abcdef", 3)).toBe("abc…");
});
