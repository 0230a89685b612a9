import { expect, test } from "vitest";
import { foldMembers } from "./folding.ts";

test("letters are equal to those that a regular expression without case finds", () => {
  const cased = Array.from({ length: 0x10000 }, (_, unit) => unit).filter((unit) => {
    const char = String.fromCharCode(unit);
    return /[\p{L}\p{M}\p{N}\p{S}]/u.test(char) && char.toLowerCase() !== char.toUpperCase();
  });
  const all = cased.map((unit) => String.fromCharCode(unit)).join("");

  for (const unit of cased) {
    const same = new RegExp(`\\u{${unit.toString(16)}}`, "giu");
    const expected = [...(all.match(same) ?? [])].map((char) => char.charCodeAt(0));
    expect(foldMembers(unit).toSorted((a, b) => a - b)).toEqual(expected);
  }
  expect(cased.length).toBeGreaterThan(2000);
});
