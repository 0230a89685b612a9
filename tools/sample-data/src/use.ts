import type { SampleOptions } from "./generate.ts";
import { createRandom } from "./random.ts";
import { type Fields, rowText } from "./row.ts";
import { recipes, type SampleTableName } from "./tables/sample-tables.ts";
import { sampleTenants } from "./tenants.ts";
import { logInstant } from "./timeline.ts";

const dayMs = 86_400_000;
const auditedDays = 31;
const billedDays = 8;

/** Tables that people ask for, several times a day; nobody asks for the others. */
const askedFor: readonly SampleTableName[] = ["AppTraces", "AppExceptions", "ContainerLogV2", "Syslog", "SigninLogs"];

/** Documents that hold queries, as an administrator of the tenant keeps them. */
export const sampleQueries = {
  alertRules: {
    "failed requests": { query: "AppRequests | where Success == false | summarize count() by bin(TimeGenerated, 5m)" },
  },
  savedSearches: { FailedLogons: { query: "SecurityEvent | where EventID == 4625", functionAlias: "FailedLogons" } },
  workbooks: { Directory: ["AuditLogs | summarize count() by OperationName"] },
  summaryRules: {},
} as const;

/** Megabytes a day, by how many rows a table has in the sample: what a shop of this size is billed for. */
const megabytesPerRow = 1.5;

/**
 * What the workspace says of its own use: `Usage` of the last days, and the audit of queries of the last month, in which
 * nobody asks for Perf.
 */
export function sampleUse({
  now,
  tenant: key,
  seed = "log-doctor",
}: SampleOptions): { table: string; rows: string[] }[] {
  const tenant = sampleTenants[key];
  const random = createRandom([seed, key, "use", now.toISOString()].join("/"));
  const rowOf = (table: string, ms: number, fields: Fields): string =>
    rowText({ table, tenant, time: logInstant(ms, 0), itemId: random.guid(), resourceId: "" }, fields);
  const names = Object.keys(recipes) as SampleTableName[];
  const usage = Array.from({ length: billedDays }, (_, day) =>
    names.map((DataType) => {
      const Quantity = Math.round(recipes[DataType].rows[key] * megabytesPerRow * 1000) / 1000;
      return rowOf("Usage", now.getTime() - day * dayMs - 1000, {
        DataType,
        Quantity,
        QuantityUnit: "MBytes",
        IsBillable: true,
      });
    }),
  ).flat();
  const audit = Array.from({ length: auditedDays }, (_, day) =>
    askedFor.map((table) =>
      rowOf("LAQueryLogs", now.getTime() - day * dayMs - random.int(1, 3_600_000), {
        QueryText: `${table} | where TimeGenerated > ago(1h) | take 100`,
        RequestClientApp: "AppAnalytics",
      }),
    ),
  ).flat();
  return [
    { table: "Usage", rows: usage },
    { table: "LAQueryLogs", rows: audit },
  ];
}
