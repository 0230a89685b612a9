import { describe, expect, test } from "vitest";
import { guardQuery } from "./guard-query.ts";

const TABLES = { T: { TimeGenerated: "datetime", A: "int", S: "string", P: "dynamic" }, U: { A: "int" } } as const;

describe("lets through", () => {
  test.each([
    "T | take 5",
    "T | summarize count() by A | sort by A | extend b = A + 1",
    "let n = 5; union T, U | where A > n | count",
    "T | evaluate bag_unpack(P) | take 1",
    "print x = 1",
    'T | where S == "externaldata(a:string)[1]" | count',
  ])("%s", (text) => {
    expect(guardQuery(text, TABLES)).toEqual([]);
  });

  test("an unbounded query when the caller allows it", () => {
    expect(guardQuery("T | where A > 1", TABLES, { allowUnbounded: true })).toEqual([]);
  });
});

describe("refuses", () => {
  test.each<[text: string, code: string, offset: number]>([
    ["T", "Unbounded", 0],
    ["T | take 1 | mv-expand P", "Unbounded", 0],
    ["union * | count", "Everything", 6],
    ["union T* | count", "Everything", 6],
    ["search 'x' | take 1", "Everything", 0],
    ["find where A == 1 | take 1", "Everything", 0],
    ["externaldata(a:string)['https://x.invalid'] | take 1", "ExternalData", 0],
    ["T | where A in (externaldata(a:int)['https://x.invalid']) | count", "ExternalData", 16],
    ["T | evaluate http_request('https://x.invalid') | take 1", "Plugin", 4],
    ["T | evaluate python(typeof(*), 'x') | take 1", "Plugin", 4],
    ["cluster('a').database('b').T | count", "Elsewhere", 0],
    ["database('b').T | count", "Elsewhere", 0],
    ["workspace('a').T | count", "Elsewhere", 0],
    ["app('a').T | count", "Elsewhere", 0],
    ["resource('a').T | count", "Elsewhere", 0],
    ["adx('a').T | count", "Elsewhere", 0],
    ["arg('').Resources | count", "Elsewhere", 0],
    ["table('T') | count", "Elsewhere", 0],
    ["T | union (workspace('a').T) | count", "Elsewhere", 11],
    [".show tables", "ManagementCommand", 0],
    ["T | count; U | count", "Statement", 11],
    ["set truncationmaxsize = 1; T | count", "Statement", 0],
    ["T | where B == 1 | count", "KS142", 10],
    ["T | where", "KS006", 9],
    ["", "Statement", 0],
  ])("%s", (text, code, offset) => {
    expect(guardQuery(text, TABLES)[0]).toMatchObject({ code, position: { offset } });
  });
});
