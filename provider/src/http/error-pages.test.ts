import { readdirSync, readFileSync } from "node:fs";
import { ErrorCode, problemTable } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";

const folder = new URL("../../../docs/errors/", import.meta.url);

test("each error code has its page, and each page its code", () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  expect(pages.toSorted()).toEqual(ErrorCode.options.map((code) => `${code}.md`).toSorted());
});

test.each(ErrorCode.options)("the page of %s tells status, title, why, and what to do", (code) => {
  const text = readFileSync(new URL(`${code}.md`, folder), "utf8");
  const { status, title } = problemTable[code];
  expect(text.startsWith(`# ${code}\n`)).toBe(true);
  expect(text).toContain(`**${status}** · ${title}`);
  expect(text).toMatch(/## Why\n\n\S[\s\S]+## What to do\n\n\S/);
});
