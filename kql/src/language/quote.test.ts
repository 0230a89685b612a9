import { expect, test } from "vitest";
import { quoteIdentifier, quoteString } from "./quote.ts";

test.each([
  ["plain", '"plain"'],
  ['a"b', '"a\\"b"'],
  ["a\\", '"a\\\\"'],
  ["line\nend", '"line\\nend"'],
  ["안녕 😀", '"안녕 😀"'],
  ["\u0000\u2028\u202e\u00a0", '"\\u0000\\u2028\\u202e\\u00a0"'],
])("quotes %j", (text, quoted) => {
  expect(quoteString(text)).toBe(quoted);
});

test("half of a surrogate pair cannot be quoted", () => {
  expect(() => quoteString("\ud83d")).toThrow(RangeError);
});

test.each([
  ["Level", "Level"],
  ["_BilledSize", "_BilledSize"],
  ["two words", "['two words']"],
  ["it's", "['it\\'s']"],
  ["where", "['where']"],
])("names the column %s as %s", (name, quoted) => {
  expect(quoteIdentifier(name)).toBe(quoted);
});
