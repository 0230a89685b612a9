import { expect, test } from "vitest";
import { printTable } from "./columns.ts";

test("columns line up, also beside wide characters", () => {
  const lines = printTable(
    [
      { title: "table", align: "left" },
      { title: "rows", align: "right" },
    ],
    [
      ["보안", "12"],
      ["Perf", "1,234"],
    ],
  );

  expect(lines).toEqual(["table   rows", "-----  -----", "보안      12", "Perf   1,234"]);
});
