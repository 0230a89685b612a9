import { describe, expect, test } from "vitest";
import { leadingConditions } from "./leading-conditions.ts";

const table = {
  table: "AppTraces",
  columns: { TimeGenerated: "datetime", Message: "string", SeverityLevel: "int", Properties: "dynamic" },
} as const;

describe("what a query reads of a table at least", () => {
  test.each([
    ["AppTraces | where Message has 'x' | count", ["((Message has 'x'))"]],
    [
      "AppTraces | where SeverityLevel > 2 and (Message has 'x' or Message == '') | take 1",
      ["((SeverityLevel > 2) and (Message has 'x' or Message == ''))"],
    ],
    ["AppTraces | where TimeGenerated > ago(1h) and SeverityLevel == 1", ["((SeverityLevel == 1))"]],
    ["AppTraces | where TimeGenerated > ago(1h)", []],
    ["let least = 3; AppTraces | where SeverityLevel > least and Message != ''", ["((Message != ''))"]],
    ["AppTraces | extend Message = 'x' | where Message == 'y'", []],
    ["AppTraces | where Message in ((AppTraces | where SeverityLevel == 4 | project Message))", []],
    [
      "union (AppTraces | where SeverityLevel == 1), (AppTraces | where SeverityLevel == 2)",
      ["((SeverityLevel == 1)) or ((SeverityLevel == 2))"],
    ],
    ["let bad = AppTraces | where SeverityLevel == 4; bad | where Message has 'z' | count", ["((SeverityLevel == 4))"]],
    ["union App* | count", []],
    ["print 1", ["false"]],
  ] as const)("%s", (query, conditions) => {
    expect(leadingConditions(query, table)).toEqual(conditions);
  });

  test.each([
    ["a search over all tables", "search 'x'"],
    ["a table by its name as text", "table('AppTraces') | count"],
    ["a table that is not known", "Elsewhere | count"],
    ["a saved function", "_GetTraces() | count"],
    ["no query", "AppTraces | where ("],
  ])("is not told by %s", (_what, query) => {
    expect(leadingConditions(query, table)).toBeUndefined();
  });
});
