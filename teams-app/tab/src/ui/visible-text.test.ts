import { expect, test } from "vitest";
import { visibleText } from "./visible-text.ts";

test("what could not be seen is spelled out", () => {
  expect(visibleText("/a\u202Egpj.exe\n\u0000\u200B")).toBe("/a\\u{202E}gpj.exe\\u{A}\\u{0}\\u{200B}");
});

test("what can be seen stays", () => {
  expect(visibleText("/검색?q=한 글 <script>&amp;")).toBe("/검색?q=한 글 <script>&amp;");
});
