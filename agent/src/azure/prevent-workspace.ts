import { composePrevention, parseGroups } from "@logdoctor/kql-prevent";
import { z } from "zod";
import type { PreventWorkspace, WorkspaceTable } from "../jobs/prevent/ports.ts";
import type { RawClient } from "./arm-client.ts";
import { listed, pagesOf } from "./arm-pages.ts";
import type { LogsClient } from "./logs-client.ts";
import { auditedUse } from "./query-audit.ts";
import { tablesApiVersion } from "./tables-api.ts";

export interface PreventOptions {
  readonly armEndpoint: string;
  /** ARM id of the workspace. */
  readonly resourceId: string;
}

/** Versions: scheduled query rules and workbooks as in the SDKs of 2025, the workspace's own as everywhere here. */
const alertsApiVersion = "2022-06-15";
const workbooksApiVersion = "2023-06-01";
const sentinelApiVersion = "2024-09-01";

/** The workspace as Prevent reads it, through the query API and lists of ARM. */
export function preventWorkspace(logs: LogsClient, arm: RawClient, options: PreventOptions): PreventWorkspace {
  const endpoint = options.armEndpoint.replace(/\/$/, "");
  const base = `${endpoint}${options.resourceId}`;
  const subscription = `${endpoint}${/^\/subscriptions\/[^/]+/i.exec(options.resourceId)?.[0] ?? ""}`;
  const lists = {
    "alert-rule": [
      `${subscription}/providers/Microsoft.Insights/scheduledQueryRules?api-version=${alertsApiVersion}`,
      `${base}/summaryLogs?api-version=${tablesApiVersion}`,
    ],
    workbook: ["workbook", "sentinel"].map(
      (category) =>
        `${subscription}/providers/Microsoft.Insights/workbooks?category=${category}&canFetchContent=true&api-version=${workbooksApiVersion}`,
    ),
    "saved-function": [`${base}/savedSearches?api-version=${tablesApiVersion}`],
  } as const;
  const sentinel = `${base}/providers/Microsoft.SecurityInsights/alertRules?api-version=${sentinelApiVersion}`;
  return {
    async tables() {
      const found = await pagesOf(arm, `${base}/tables?api-version=${tablesApiVersion}`);
      return found.flatMap((body) => tableOf(body));
    },
    async scan({ source, rules, window, maxGroups }) {
      const text = composePrevention({ source, rules, ...window, maxGroups });
      return parseGroups(await logs.rows(text), rules);
    },
    async billedGb(since) {
      const rows = await logs.query(usageQuery(since));
      return new Map(rows.map(({ DataType = "", Gb }) => [DataType, Number(Gb)]));
    },
    async use(place, since, tables) {
      if (place === "query-audit") return { texts: await auditedUse(logs, since, tables) };
      const found = await Promise.all(lists[place].map((url) => listed(arm, url)));
      // A workspace without Microsoft Sentinel has no such rules, and says so with an error.
      if (place === "alert-rule") found.push(await listed(arm, sentinel, [400, 404, 409]));
      return { texts: found.flatMap(({ texts }) => texts), queries: found.flatMap(({ queries }) => queries) };
    },
  };
}

const Columns = z.array(z.looseObject({ name: z.string() })).nullish();

/** What is read of a table in the list of the Tables API; one of another shape is left out. */
const Listed = z.looseObject({
  name: z.string(),
  properties: z.looseObject({
    plan: z.enum(["Analytics", "Basic", "Auxiliary"]).default("Analytics"),
    schema: z.looseObject({ columns: Columns, standardColumns: Columns }),
  }),
});

function tableOf(body: unknown): WorkspaceTable[] {
  const parsed = Listed.safeParse(body);
  if (!parsed.success) return [];
  const { name: table, properties } = parsed.data;
  const { plan, schema } = properties;
  const columns = [...(schema.columns ?? []), ...(schema.standardColumns ?? [])].map(({ name }) => name);
  return [{ table, plan, columns: [...new Set(columns)] }];
}

/** `Usage` counts in megabytes: https://learn.microsoft.com/azure/azure-monitor/logs/analyze-usage */
function usageQuery(since: string): string {
  return `Usage
| where TimeGenerated >= datetime(${since}) and IsBillable == true
| summarize Gb = sum(Quantity) / 1000.0 by DataType
| project DataType, Gb = tostring(Gb)`;
}
