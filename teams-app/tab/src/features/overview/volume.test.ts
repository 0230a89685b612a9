import { aPolicy } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { someInventory } from "../../testing/documents.ts";
import { classVolumes, tableRows } from "./volume.ts";

const policies = [
  aPolicy({ tables: ["securityevent"] }),
  aPolicy({ id: "debug", tables: ["AppTraces"], retentionClass: "C" }),
  aPolicy({ id: "errors", tables: ["AppTraces"], retentionClass: "A" }),
  aPolicy({ id: "off", tables: ["Perf"], retentionClass: "B", isActive: false }),
];

test("a table has the classes of its active policies, whatever the case of its name", () => {
  const rows = tableRows(someInventory, policies);

  expect(rows.map(({ table, classes }) => [table, classes])).toEqual([
    ["SecurityEvent", ["A"]],
    ["AppTraces", ["A", "C"]],
    ["Perf", []],
    ["AzureActivity", []],
  ]);
});

test("a table of two classes is counted for both together, as its rows cannot be told apart", () => {
  const volumes = classVolumes(tableRows(someInventory, policies));

  expect(volumes.map(({ key, gbPerDay }) => [key, gbPerDay])).toEqual([
    ["A", 4.2],
    ["A+C", 3.6],
    ["", 1.9 + 0.3],
  ]);
  expect(volumes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test("an empty workspace has no shares of nothing", () => {
  const [first] = someInventory.map((table) => ({ ...table, gbPerDay: 0 }));

  expect(classVolumes(tableRows(first === undefined ? [] : [first], []))).toMatchObject([{ share: 0 }]);
});
