import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { readFilter } from "./from-documents.ts";
import type { Columns } from "./targets.ts";

const COLUMNS: Columns = {
  TimeGenerated: "datetime",
  Message: "string",
  Category: "string",
  OperationId: "string",
  Raw: "string",
};

function compiled(existing: string, more: object = {}) {
  const rule = {
    id: "k",
    ruleName: "k",
    filterType: "Keyword",
    matchPattern: "probe",
    action: "DROP",
    priority: 1,
    isActive: true,
    ...more,
  } as const;
  const { ast } = readFilter({ table: "Own_CL", columns: COLUMNS, rules: [rule], sampling: [] });
  return compile(ast, { columns: COLUMNS, existing });
}

test.each([
  "source | extend Message = 'x'",
  "source | extend ['Message'] = strcat(Message, 'x')",
  "source | project TimeGenerated, Category",
  "source | project-away Message",
  "source | project-rename Text = Message",
  "source | project-rename Message = Raw",
  "source | parse Raw with 'a=' Message:string",
  "source | parse-where Raw with 'a=' Message",
  "source | parse-kv Raw as (Message:string)",
  "source | extend (Message, Rest) = parse_json(Raw)",
  "source | mv-expand Message to typeof(string)",
  "source | mv-apply Message = Message on (take 1)",
  "let rows = source | extend Message = tolower(Message); rows | where Category == 'a'",
])("a rule on a column that is changed by %s is refused", (existing) => {
  expect(() => compiled(existing)).toThrow(expect.objectContaining({ code: "existing-changes-column", ruleId: "k" }));
});

test.each([
  "source | where Message has 'x' | extend Category = 'y'",
  "source | project TimeGenerated, Message = Message, Raw",
  "source | parse Raw with 'a=' Value:long",
  "let Message2 = 'Message'; source | extend Copy = Message2",
])("a rule on a column that is left as it is by %s is compiled", (existing) => {
  expect(compiled(existing).transformKql).toContain("logdoctor/filter");
});

test("who has no history to look at may be warned instead", () => {
  const rule = {
    id: "k",
    ruleName: "k",
    filterType: "Keyword",
    matchPattern: "x",
    action: "DROP",
    priority: 1,
    isActive: true,
  } as const;
  const { ast } = readFilter({ table: "Own_CL", columns: COLUMNS, rules: [rule], sampling: [] });
  const target = { columns: COLUMNS, existing: "source | project-away Message", onChangedColumn: "warn" } as const;
  expect(compile(ast, target).warnings).toEqual([expect.stringContaining("k: The transformation that is there")]);
});

test("what a sampling hashes must be as it arrives, too", () => {
  const existing = "source | extend OperationId = tolower(OperationId)";
  expect(compiled(existing).rules.length).toBe(1);
  const sampled = { action: "SAMPLE", samplingRate: 0.5 };
  expect(() => compiled(existing, sampled)).toThrow(expect.objectContaining({ code: "existing-changes-column" }));
});
