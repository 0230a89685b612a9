import { quoteString } from "@logdoctor/kql";
import { WorkspaceError } from "../jobs/retain/ports.ts";
import { agentApp, type LogsClient } from "./logs-client.ts";

/** Columns of one answer; a table is one. */
const perQuery = 150;
const day = 86_400_000;

/**
 * Names of the tables that queries since an instant speak of, by the workspace's own audit; the agent's queries do not count.
 * Throws `WorkspaceError` where the audit does not reach back so far: it must be switched on, and only what came later is
 * in it (Azure Monitor, query audit).
 */
export async function auditedUse(logs: LogsClient, since: string, tables: readonly string[]): Promise<string[]> {
  const [range] = await logs.query(rangeQuery(since));
  const oldest = Date.parse(range?.Oldest ?? "");
  if (!(oldest <= Date.parse(since) + day))
    throw new WorkspaceError("missing", "The query audit does not reach back so far");
  const used: string[] = [];
  for (let start = 0; start < tables.length; start += perQuery) {
    const some = tables.slice(start, start + perQuery);
    const [row] = await logs.query(usedQuery(since, some));
    used.push(...some.filter((_, i) => Number(row?.[`T${i}`] ?? 0) > 0));
    if (Number(row?.Everything ?? 0) > 0) used.push(...some);
  }
  return used;
}

function rangeQuery(since: string): string {
  const before = new Date(Date.parse(since) - day).toISOString();
  return `LAQueryLogs
| where TimeGenerated >= datetime(${before})
| summarize Oldest = min(TimeGenerated)
| project Oldest = tostring(Oldest)`;
}

function usedQuery(since: string, tables: readonly string[]): string {
  const counts = tables.map((table, i) => `T${i} = countif(QueryText has_cs ${quoteString(table)})`);
  const columns = tables.map((_, i) => `T${i} = tostring(T${i})`);
  return `LAQueryLogs
| where TimeGenerated >= datetime(${since}) and RequestClientApp != ${quoteString(agentApp)}
| summarize Everything = countif(QueryText matches regex @'(?i)(?:^|[|(;]|\\n)\\s*(?:search|find)\\b|\\bunion\\b[^|;]*\\*'), ${counts.join(", ")}
| project Everything = tostring(Everything), ${columns.join(", ")}`;
}
