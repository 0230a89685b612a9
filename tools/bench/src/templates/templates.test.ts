import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { appMessages } from "./app-messages.ts";
import { benchTemplates } from "./bench-templates.ts";
import { csvRows } from "./csv-rows.ts";
import { groupingAccuracy } from "./grouping-accuracy.ts";

test.each([
  ["all right", ["a", "a", "b"], 1],
  ["a statement in two groups", ["a", "c", "b"], 1 / 3],
  ["two statements in one group", ["a", "a", "a"], 0],
])("accuracy with %s", (_, found, share) => {
  expect(groupingAccuracy(found, ["x", "x", "y"])).toBeCloseTo(share);
});

test("cells of CSV may have commas, quotes and line breaks", () => {
  expect(csvRows('a,"b, ""c""\nd",\r\n,e,f')).toEqual([
    ["a", 'b, "c"\nd', ""],
    ["", "e", "f"],
  ]);
});

test("the same messages come in every run", () => {
  expect(appMessages(50)).toEqual(appMessages(50));
});

test("labelled logs of a folder are measured, and their mean is judged beside Drain's", async () => {
  const folder = mkdtempSync(join(tmpdir(), "logdoctor-templates-"));
  const lines = ["LineId,Content,EventId", "1,child 7 died,E1", "2,child 8 died,E1", '3,"ready, all",E2'];
  writeFileSync(join(folder, "loghub_Apache.csv.gz"), gzipSync(lines.join("\n")));
  const results = await benchTemplates({ small: true, data: folder, note: () => undefined });
  rmSync(folder, { recursive: true });
  expect(results.find(({ name }) => name === "templates accuracy, Apache")).toMatchObject({
    value: 100,
    baseline: 100,
  });
  expect(results.at(-1)).toMatchObject({ name: "templates mean accuracy, 1 systems", value: 100, ok: true });
});
