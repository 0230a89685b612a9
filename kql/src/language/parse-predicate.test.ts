import { describe, expect, test } from "vitest";
import { parsePredicate } from "./parse-predicate.ts";
import type { ColumnType, DeleteFilter } from "./types.ts";

const COLUMNS: Record<string, ColumnType> = {
  TimeGenerated: "datetime",
  SeverityLevel: "int",
  Bytes: "long",
  Message: "string",
  DurationMs: "real",
  Success: "bool",
  Properties: "dynamic",
  "odd name": "string",
};

describe("accepts", () => {
  test.each<[text: string, normalised: string, filters: DeleteFilter[]]>([
    ["SeverityLevel>=4", "SeverityLevel >= 4", [{ column: "SeverityLevel", operator: ">=", value: 4 }]],
    [
      "(Bytes in (1, 0x10) and (Message=~'It''s'))".replace("''", "\\'"),
      'Bytes in (1, 16) and Message =~ "It\\\'s"',
      [
        { column: "Bytes", operator: "in", value: [1, 16] },
        { column: "Message", operator: "=~", value: "It's" },
      ],
    ],
    [
      "TimeGenerated between (datetime(2026-01-01) .. datetime(2026-01-31T23:59:59.9999999Z))",
      "TimeGenerated between (datetime(2026-01-01T00:00:00.0000000Z) .. datetime(2026-01-31T23:59:59.9999999Z))",
      [
        {
          column: "TimeGenerated",
          operator: "between",
          value: ["2026-01-01T00:00:00.0000000Z", "2026-01-31T23:59:59.9999999Z"],
        },
      ],
    ],
    ["DurationMs < -1.50", "DurationMs < real(-1.5)", [{ column: "DurationMs", operator: "<", value: -1.5 }]],
    ["Success == false", "Success == false", [{ column: "Success", operator: "==", value: "false" }]],
    [
      '["odd name"] in~ ("오류")',
      "['odd name'] in~ (\"오류\")",
      [{ column: "odd name", operator: "in~", value: ["오류"] }],
    ],
    ['Message == @"c:\\x"', 'Message == "c:\\\\x"', [{ column: "Message", operator: "==", value: "c:\\x" }]],
    [
      "Bytes == 9007199254740991",
      "Bytes == 9007199254740991",
      [{ column: "Bytes", operator: "==", value: 9007199254740991 }],
    ],
  ])("%s", (text, normalised, filters) => {
    expect(parsePredicate(text, COLUMNS)).toEqual({ ok: true, text: normalised, filters });
  });
});

describe("refuses, with the construct named and its place", () => {
  test.each<[text: string, code: string, offset: number, message: RegExp]>([
    ["", "Empty", 0, /empty/],
    ["SeverityLevel == 1 or Bytes == 2", "Operator", 19, /\bor\b/],
    ["strlen(Message) > 3", "Construct", 0, /strlen\(\)/],
    ["not(Success)", "Construct", 0, /not\(\)/],
    ["severitylevel == 1", "UnknownColumn", 0, /case-sensitive/],
    ["Bytes == 1 | take 5", "Pipe", 11, /pipes/],
    ["Bytes == 1; LogTable", "Statement", 12, /semicolon/],
    ["Bytes == 1;", "Statement", 10, /semicolon/],
    ["Bytes == 1 // and SeverityLevel == 2", "Comment", 11, /comments/],
    ["Bytes == // hidden\n 1", "Comment", 9, /comments/],
    ["SeverityLevel == 'x'", "TypeMismatch", 17, /string/],
    ["Bytes == 9007199254740993", "Literal", 9, /2\^53/],
    ["SeverityLevel == 3000000000", "Literal", 17, /exact integer/],
    ["Bytes == long(null)", "Literal", 9, /null/],
    ["DurationMs == real(nan)", "Literal", 14, /finite/],
    ["Bytes == SeverityLevel", "Construct", 9, /literal stands on the right/],
    ["5 == Bytes", "Construct", 0, /column stands on the left/],
    ["Message has 'x'", "Operator", 8, /has/],
    ["Message > 'x'", "Operator", 8, />/],
    ["Bytes != 1", "Operator", 6, /!=/],
    ["Properties == 'x'", "Operator", 11, /dynamic/],
    ["Bytes in (externaldata(a:long)['https://x.invalid'])", "Construct", 10, /externaldata/],
    ["TimeGenerated between (datetime(2026-01-01) .. 1h)", "TypeMismatch", 47, /timespan/],
    ["TimeGenerated < datetime(2026-02-30)", "Literal", 16, /ISO 8601/],
    ["Message == h'x'", "Literal", 11, /plain/],
    ["Message == '\\ud800'", "Literal", 11, /surrogate/],
    ["isfuzzy=true Bytes == 1", "Parameter", 0, /isfuzzy/],
    ["cluster('a').database('b').T == 1", "Construct", 0, /column stands on the left/],
    ["Bytes ==", "KS006", 8, /Missing/],
  ])("%s", (text, code, offset, message) => {
    const result = parsePredicate(text, COLUMNS);

    if (result.ok) throw new Error(`accepted as ${result.text}`);
    expect(result.diagnostics[0]).toMatchObject({ code, position: { offset } });
    expect(result.diagnostics[0]?.message).toMatch(message);
  });

  test.each<[name: string, text: string, code: string]>([
    ["blanks", " ".repeat(10_001), "Empty"],
    ["a long text", `Message == "${"x".repeat(10_001)}"`, "TooLong"],
    ["many brackets", `${"(".repeat(3000)}Bytes == 1${")".repeat(3000)}`, "TooDeep"],
  ])("%s", (_name, text, code) => {
    expect(parsePredicate(text, COLUMNS)).toMatchObject({
      ok: false,
      diagnostics: [{ code, position: { offset: 0 } }],
    });
  });
});
