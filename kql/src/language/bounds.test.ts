import { expect, test } from "vitest";
import { QueryTooLarge } from "./bounds.ts";
import { analyze } from "./syntax.ts";

test.each<[name: string, text: string]>([
  ["brackets", `print ${"(".repeat(100_000)}1`],
  ["indexers", `print a${"[0".repeat(100_000)}`],
  ["signs", `print ${"-".repeat(100_000)}1`],
  ["a chain", `print ${Array(100_000).fill("1==1").join(" or ")}`],
  ["a list", `print 1 in (${"1,".repeat(500_000)}1)`],
  ["pipes", `print 1${"|take 1".repeat(100_000)}`],
  ["noise", "$%^&*".repeat(200_000)],
  ["quotes", `print ${"`~\"'".repeat(200_000)}`],
])("%s without end are refused before they are parsed", (_, text) => {
  expect(() => analyze(text, {})).toThrow(QueryTooLarge);
});

test.each<[name: string, text: string]>([
  ["a long text", `print "${"x(-[".repeat(250_000)}"`],
  ["a long comment", `print 1 // ${"(+".repeat(500_000)}`],
  ["a verbatim text", `print @'${"\\(".repeat(100_000)}'`],
  ["a list", `print 1 in (${"-1,2026,".repeat(2000)}1)`],
  ["dates", `datatable(d: datetime)[${"datetime(2026-01-01),".repeat(2000)}datetime(2026-01-01)]`],
])("%s may be as long as it is", (_, text) => {
  expect(analyze(text, {}).syntaxErrors).toEqual([]);
});
