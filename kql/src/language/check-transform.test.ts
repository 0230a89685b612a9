import { expect, test } from "vitest";
import { checkTransform } from "./check-transform.ts";
import type { ColumnType } from "./types.ts";

const COLUMNS: Record<string, ColumnType> = {
  TimeGenerated: "datetime",
  Message: "string",
  RawData: "string",
  SeverityLevel: "int",
  Value: "real",
  Properties: "dynamic",
};

test.each([
  "source",
  "source | where SeverityLevel >= 2 or substring(hash_sha256(strcat(Message, 'salt')), 0, 2) in ('00', '01')",
  "source | where not(Message has 'probe') and Message !contains_cs 'x' and Message matches regex '^a' | project-away RawData",
  "let limit = 3; let s = source | where SeverityLevel > limit; s | extend a = tostring(Properties.a['b'][0]), b = -Value % 2.0",
  "let f = (x: string, y: long = 3) { strcat(x, tostring(y)) }; source | extend q = f(Message)",
  "source | parse Message with 'a=' a: long ' b=' b: string | project TimeGenerated, a, b | project-rename c = b",
  "source | extend c = parse_cef_dictionary(Message), g = geo_location(RawData), o = columnifexists('X', '') | project TimeGenerated, v = c.x",
  "source | extend m = iff(SeverityLevel > 1, 'a', 'b'), r = replace_string(Message, 'a', 'b'), p = pack('a', Value), w = bin(Value, 5.0)",
  "print TimeGenerated = now(), x = extract('a(.)', 1, 'ab', typeof(long)), t = ago(1d) + 2h",
  "datatable(TimeGenerated: datetime, a: string)[datetime(2026-01-01), 'x'] | where a =~ 'X'",
])("accepts %s", (text) => {
  expect(checkTransform(text, COLUMNS)).toEqual([]);
});

test.each<[text: string, code: string, column: number, message: RegExp]>([
  ["source | take 5", "Construct", 10, /operator take/],
  ["source | summarize count() by Message", "Construct", 10, /operator summarize/],
  ["source | where rand() < 0.5", "Function", 16, /rand\(\)/],
  ["source | extend a = column_ifexists('X', '')", "Function", 21, /columnifexists\(\) is$/],
  ["source | where Message in~ ('a')", "Operator", 16, /in~/],
  ["source | where Message hasprefix 'a'", "Operator", 16, /hasprefix/],
  ["source | where Value between (1 .. 2)", "Construct", 16, /BetweenExpression/],
  ["source | where Message has_any ('a', 'b')", "Construct", 16, /HasAnyExpression/],
  ["source | extend a = dynamic({'a': 1})", "Dynamic", 21, /parse_json/],
  ["source | project Message", "TimeGenerated", 1, /it has none/],
  ["source | extend TimeGenerated = 'x'", "TimeGenerated", 1, /it is string/],
  ["source | where Nothing == 1", "KS142", 16, /Nothing/],
  ["source | where", "KS006", 15, /./],
  ["Syslog | where 1 == 1", "KS204", 1, /Syslog/],
  ["source | project-reorder Message", "Construct", 10, /project-reorder/],
  ["source; source", "Statement", 9, /More than one/],
  [".show tables", "Statement", 1, /Management/],
  ["source | join source on Message", "Construct", 10, /join/],
  [
    `source | parse Message with ${[..."abcdefghijk"].map((c) => `'${c}' ${c}`).join(" ")}`,
    "Parse",
    10,
    /10 columns, not 11/,
  ],
  [`source //${"x".repeat(15_360)}`, "TooLong", 15_361, /15360/],
  [`source | where ${"(".repeat(7000)}1${")".repeat(7000)} == 1`, "TooDeep", 1, /deep/],
])("refuses %s", (text, code, column, message) => {
  const found = checkTransform(text, COLUMNS);
  expect(found.map((one) => one.code)).toContain(code);
  const one = found.find((diagnostic) => diagnostic.code === code);
  expect({ column: one?.position.column, line: one?.position.line }).toEqual({ column, line: 1 });
  expect(one?.message).toMatch(message);
});

test("diagnostics stand in the order of the text", () => {
  const found = checkTransform("source\n| where rand() > 1\n| sort by Value", COLUMNS);
  expect(found.map(({ code, position }) => [code, position.line])).toEqual([
    ["Function", 2],
    ["Construct", 3],
  ]);
});
