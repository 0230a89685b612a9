import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { compose, decompose } from "./composition.ts";
import { readFilter } from "./from-documents.ts";
import type { Columns } from "./targets.ts";

const COLUMNS: Columns = { TimeGenerated: "datetime", Message: "string", SeverityLevel: "int", Properties: "dynamic" };

const space = fc.constantFrom(" ", "  ", "\n", "\t", "\r\n", ' // source; | where "x"\n', "\n//\n");
const literal = fc.constantFrom(
  '"source"',
  "'; source | '",
  '@"a\\"',
  "'it\\'s'",
  '"| where \\"logdoctor\\" != \\"\\""',
  "```source\n;```",
);
const step = fc.oneof(
  fc.tuple(literal, space).map(([text, gap]) => `|${gap}where Message != ${text}`),
  fc.constantFrom(
    "| extend source = Message",
    "| where SeverityLevel > 1 and Message has 'x'",
    "| project TimeGenerated, Message, SeverityLevel",
    "| extend Copy = tostring(Properties.source)",
    "| where Message in ('source', \"a\")",
    "| project-rename Text = Message | extend Message = Text",
    "| parse Message with 'a=' A:long ' ' *",
  ),
);
const pipeline = fc
  .tuple(space, fc.array(fc.tuple(step, space), { maxLength: 4 }))
  .map(([gap, steps]) => gap + steps.map(([one, after]) => one + after).join(""));
const named = fc.constantFrom("source", "['source']", '["source"]', "(source)");
const lets = fc.constantFrom(
  "",
  "let least = 2;\n",
  "let f = (x: string) { strcat(x, 'source') };",
  "let kept = source | where SeverityLevel > 2;let other = source;\n",
  "// source\nlet source2 = source; ",
);
const existing = fc.oneof(
  fc.tuple(space, lets, named, pipeline, fc.constantFrom("", ";", " ; ", "\n")).map((parts) => parts.join("")),
  fc.tuple(pipeline, fc.constantFrom("", ";")).map(([rest, end]) => `let rows = source;\nrows${rest}${end}`),
  fc.constantFrom(undefined, "", " ", "\n\t", "source", " source\n", "source;", "source|where true"),
);
const keyword = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "" && text.isWellFormed());

function filterOf(values: readonly string[], category: string) {
  const rules = [
    {
      id: "k",
      ruleName: "k",
      filterType: "Keyword",
      matchPattern: [...values],
      action: "DROP",
      priority: 1,
      isActive: true,
    },
    {
      id: "c",
      ruleName: "c",
      filterType: "Category",
      matchPattern: category,
      columns: ["Properties.c"],
      action: "DROP",
      priority: 1,
      isActive: true,
    },
  ] as const;
  return readFilter({
    table: "AppTraces",
    columns: COLUMNS,
    rules: rules.map((rule) => ({
      ...rule,
      matchPattern: typeof rule.matchPattern === "string" ? rule.matchPattern : [...rule.matchPattern],
      columns: "columns" in rule ? [...rule.columns] : undefined,
    })),
    sampling: [],
  }).ast;
}

test("what was there comes back to the byte, and a filter never lies within a filter", () => {
  const words = fc.array(keyword, { minLength: 1, maxLength: 3 });
  const property = fc.property(existing, words, keyword, (before, keywords, category) => {
    const first = compile(filterOf(keywords, category), {
      columns: COLUMNS,
      existing: before,
      onChangedColumn: "warn",
    });
    const other = { condition: 'not(Message == "x")', fingerprint: "01234567", columns: COLUMNS };

    const { condition, ...decomposed } = decompose(first.transformKql);
    expect(decomposed).toEqual({ existing: before, fingerprint: first.fingerprint });
    if (condition !== undefined)
      expect(first.transformKql).toContain(` != "" and ${condition} and "logdoctor/filter/end"`);
    expect(condition === undefined).toBe(first.fingerprint === undefined);
    expect(compose({ ...other, current: first.transformKql })).toBe(compose({ ...other, current: before }));
    expect(first.transformKql?.split("\n").length).toBe(before?.split("\n").length ?? 1);
  });
  fc.assert(property, { numRuns: 60 });
}, 120_000);

test("without rules nothing of the filter is left", () => {
  const ast = filterOf(["x"], "y");
  const { transformKql } = compile(ast, { columns: COLUMNS, existing: " source ;" });
  expect(compile({ ...ast, rules: [] }, { columns: COLUMNS, existing: transformKql }).transformKql).toBe(" source ;");
});

const OURS = compose({ condition: "1 == 1", fingerprint: "01234567", current: undefined, columns: COLUMNS });

test.each([
  ["a filter whose end was taken off", OURS.replace("/end", "/ end")],
  ["a text that has our name", "source | where Message != 'logdoctor/filter/1'"],
])("%s is left alone", (_, current) => {
  expect(() => decompose(current)).toThrow(expect.objectContaining({ code: "existing-reserved" }));
});

test.each([
  ["source | where", "existing-invalid"],
  ["print TimeGenerated = now()", "existing-without-source"],
  ["let source = datatable(TimeGenerated: datetime)[]; source", "existing-without-source"],
])("%s is refused", (current, code) => {
  const composing = () => compose({ condition: "1 == 1", fingerprint: "01234567", current, columns: COLUMNS });
  expect(composing).toThrow(expect.objectContaining({ code }));
});

test("what somebody wrote around a filter, where they had nothing before, is theirs", () => {
  const { existing, fingerprint } = decompose(`${OURS} | project-away Message`);
  expect(existing).toBe("source | project-away Message");
  expect(fingerprint).toBeDefined();
});
