import { expect, test } from "vitest";
import { checkRule } from "./check-rule.ts";

function codesOf(query: string): string[] {
  const check = checkRule(query);
  return check.ok ? [] : check.diagnostics.map(({ code }) => code);
}

test.each([
  ['LogRecords | where Level == "Debug"', '(Level == "Debug")'],
  ['LogRecords // why\n| where Message has "x" // because\n  and Bytes > 5', '(Message has "x" and Bytes > 5)'],
  [
    "LogRecords | extend S = strlen(Message) | where S > 5 and parse_json(Message).S == 1",
    "(R_S > 5 and parse_json(Message).S == 1)",
  ],
  [
    'LogRecords | extend S = strlen(Message) | where ["S"] > 5 | where Level in ("Info","Debug")',
    '(R_S > 5) and (Level in ("Info","Debug"))',
  ],
  [
    'LogRecords | where Message matches regex @"a  b" and -Bytes < -1',
    '(Message matches regex @"a  b" and -Bytes < -1)',
  ],
])("%s is a rule", (query, condition) => {
  expect(checkRule(query, "R_")).toMatchObject({ ok: true, predicate: { condition } });
});

test.each([
  "LogRecords | where Level == Service",
  "LogRecords | where not(Level == Service)",
  'LogRecords | where Level in ("Debug", Service)',
  'LogRecords | where Level == tolower("Debug")',
  "LogRecords | where Bytes < 5 or Bytes > 5",
  'LogRecords | where Message matches regex "^$"',
])("%s may match some rows and not others", (query) => {
  expect(codesOf(query)).toEqual([]);
});

test("the columns that a rule makes get names of their own", () => {
  const query = "LogRecords | extend A = strlen(Message), B = 2 | extend C = A * B | where C > 5";
  const check = checkRule(query, "R7_");
  expect(check.ok && check.predicate.extends).toEqual([
    { name: "R7_A", expression: "strlen(Message)" },
    { name: "R7_B", expression: "2" },
    { name: "R7_C", expression: "R7_A * R7_B" },
  ]);
});

test.each([
  "LogRecords",
  "LogRecords | where true",
  "LogRecords | where 1 == 1",
  "LogRecords | where Message == Message",
  'LogRecords | where Level == "Debug" or true',
  'LogRecords | where Level == "Debug" or Level != "Debug"',
  'LogRecords | where Level in ("Trace", "Debug", "Info", "") or Level in~ ("warning", "error", "critical")',
  "LogRecords | where isempty(Message) or isnotempty(Message)",
  "LogRecords | where not(isempty(Message)) or isempty( Message )",
  'LogRecords | where Message == "" or isnotempty(Message)',
  "LogRecords | where strlen(Message) >= 0",
  "LogRecords | where Bytes >= 0",
  'LogRecords | where Message contains ""',
  'LogRecords | where Message matches regex ".*"',
  "LogRecords | where isnotnull(Message)",
  "LogRecords | extend All = true | where All",
  "LogRecords | extend X = 1 | where X == 1",
  'LogRecords | extend D = Level == "Debug" | where D or not(D)',
])("%s matches everything and is refused", (query) => {
  expect(codesOf(query)).toEqual(["MatchesEverything"]);
});

test.each([
  ['LogRecords | where Level == "Debug" and Level == "Info"', "MatchesNothing"],
  ["LogRecords | where Foo == 1", "KS142"],
  ["LogRecords | where Message", "KS"],
  ["AppTraces | where Message has 'x'", "KS"],
  ["LogRecords | where", "KS"],
  ["LogRecords | take 5", "Operator"],
  ["LogRecords | where Bytes > 5 | summarize count()", "Operator"],
  ["print 1", "Operator"],
  ["let x = 5; LogRecords | where Bytes > x", "Statement"],
  ["LogRecords | where Bytes > toscalar(LogRecords | count)", "Construct"],
  ["LogRecords | where Message in ((LogRecords | project Message))", "Construct"],
  ["LogRecords | where TimeGenerated > ago(1h)", "Function"],
  ["LogRecords | where rand() > 0.5 and Bytes > 1", "Function"],
  ["LogRecords | extend Message = tolower(Message) | where Message has 'x'", "Extend"],
  ["LogRecords | where Message matches regex '(?=a)b'", "Regex"],
  ["LogRecords | where Message matches regex Service", "Regex"],
  ["LogRecords | where Message matches regex '(a'", "Regex"],
  ["externaldata(a:string)['https://example.com'] | where a has 'x'", "ExternalData"],
])("%s is refused", (query, code) => {
  expect(codesOf(query)[0]).toMatch(new RegExp(`^${code}`));
});

test("what costs too much for each row is refused, and so is what is too long", () => {
  const tests = Array.from({ length: 30 }, (_, i) => `Message matches regex 'a${i}'`);
  expect(codesOf(`LogRecords | where ${tests.join(" or ")}`)).toEqual(["TooExpensive"]);
  expect(codesOf(`LogRecords | where Message has "${"x".repeat(10_000)}"`)).toEqual(["TooLong"]);
});
