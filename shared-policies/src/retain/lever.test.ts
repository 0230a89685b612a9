import { describe, expect, test } from "vitest";
import { aPolicy } from "../testing/index.ts";
import { chooseLever, leastUsefulRetention, type TableSettings } from "./lever.ts";
import type { RetentionPolicy } from "./retention-policy.ts";

const settings: TableSettings = {
  table: "SecurityEvent",
  plan: "Analytics",
  retentionInDays: 180,
  totalRetentionInDays: 180,
};

function lever(policy: Partial<RetentionPolicy>, table: Partial<TableSettings> = {}, others: RetentionPolicy[] = []) {
  const own = aPolicy(policy);
  return chooseLever(own, [own, ...others], { ...settings, ...table });
}

describe("the lever that fits", () => {
  test("a whole table of one class is shrunk by retention, down to what the bill rewards", () => {
    expect(lever({})).toMatchObject({ method: "tableRetention", retentionInDays: 31, totalRetentionInDays: 31 });
  });

  test("a table that is at or below its free days is left alone", () => {
    expect(lever({}, { retentionInDays: 31, totalRetentionInDays: 31 })).toMatchObject({ method: "none" });
    expect(lever({}, { table: "AppTraces", retentionInDays: 90, totalRetentionInDays: 90 })).toMatchObject({
      method: "none",
    });
  });

  test("retention never falls under the hot days and a week for the archive", () => {
    expect(lever({ hotRetentionDays: 60 })).toMatchObject({ retentionInDays: 67, totalRetentionInDays: 67 });
  });

  test("retention is never raised", () => {
    expect(lever({ hotRetentionDays: 60 }, { retentionInDays: 40 })).toMatchObject({
      retentionInDays: 40,
      totalRetentionInDays: 67,
    });
  });

  test("part of a table is removed by Delete Data", () => {
    expect(lever({ predicate: "EventID == 4625" })).toMatchObject({ method: "deleteData" });
    expect(lever({}, {}, [aPolicy({ id: "other", predicate: "EventID == 1" })])).toMatchObject({
      method: "deleteData",
    });
  });

  test.each(["Basic", "Auxiliary"] as const)("no row of a %s table can be deleted", (plan) => {
    expect(lever({ predicate: "EventID == 1" }, { plan })).toMatchObject({ method: "archiveOnly" });
    expect(lever({}, { plan })).toMatchObject({ method: "none" });
  });

  test("purge and archive only happen when the policy says so", () => {
    expect(lever({ shrinkMethod: "purge" })).toMatchObject({ method: "purge" });
    expect(lever({ shrinkMethod: "archiveOnly" })).toMatchObject({ method: "archiveOnly" });
  });

  test("table retention asked for on a shared table does nothing", () => {
    expect(lever({ shrinkMethod: "tableRetention" }, {}, [aPolicy({ id: "other" })])).toMatchObject({ method: "none" });
  });
});

test.each([
  [7, "Syslog", 31],
  [7, "AppTraces", 90],
  [100, "Syslog", 107],
  [725, "Syslog", 1095],
])("%i hot days of %s need %i days of retention", (days, table, expected) => {
  expect(leastUsefulRetention(days, table)).toBe(expected);
});
