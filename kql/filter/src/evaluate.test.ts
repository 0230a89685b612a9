import { expect, test } from "vitest";
import { judgeOf } from "./evaluate.ts";
import { readFilter } from "./from-documents.ts";

test("a row that is refused half-way leaves nothing to the next", () => {
  const rule = (id: string, over: object) =>
    ({ ...{ id, ruleName: id, action: "DROP", priority: 1, isActive: true }, ...over }) as never;
  const { ast } = readFilter({
    table: "Own_CL",
    columns: { TimeGenerated: "datetime", Message: "string", Level: "int" },
    rules: [
      rule("words", { filterType: "Keyword", matchPattern: "probe", columns: ["Message"] }),
      rule("levels", { filterType: "Category", matchPattern: "0", columns: ["Level"] }),
    ],
    sampling: [],
  });
  const judge = judgeOf(ast);
  expect(() => judge({ Message: "probe", Level: "none" })).toThrow("Level is no whole number");
  expect(judge({ Message: "payment", Level: 3 }).matching).toEqual([]);
  expect(judge({ Message: "probe", Level: 0 }).matching.map(({ id }) => id)).toEqual(["words", "levels"]);
});
