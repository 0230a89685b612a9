import { ManagedIdentityCredential } from "@azure/identity";
import { LogsQueryClient, LogsQueryResultStatus } from "@azure/monitor-query-logs";
import type { Company } from "@logdoctor/start";
import { z } from "zod";

const logsScope = "https://api.loganalytics.io/.default";
const armScope = "https://management.azure.com/.default";

const Table = z.object({ properties: z.object({ retentionInDays: z.int(), totalRetentionInDays: z.int() }) });

/** A workspace as anyone with the agent's rights sees it, through Azure's own SDK. */
export function openWorkspace(azureUrl: string, company: Company) {
  const { workspace, identity } = company;
  const credential = new ManagedIdentityCredential({ clientId: identity.clientId });
  const client = new LogsQueryClient(credential, { endpoint: `${azureUrl}/v1`, credentials: { scopes: [logsScope] } });
  return {
    /** Rows that a query without aggregation finds, over all time. */
    async count(query: string): Promise<number> {
      const timespan = { startTime: new Date("2000-01-01"), endTime: new Date("2100-01-01") };
      const result = await client.queryWorkspace(workspace.customerId, `${query} | count`, timespan);
      if (result.status !== LogsQueryResultStatus.Success) throw new Error(`The query was answered in part: ${query}`);
      return Number(result.tables[0]?.rows[0]?.[0]);
    },
    async retention(table: string): Promise<{ retentionInDays: number; totalRetentionInDays: number }> {
      const { token } = await credential.getToken(armScope);
      const url = `${azureUrl}${workspace.workspaceResourceId}/tables/${table}?api-version=2025-07-01`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      return Table.parse(await response.json()).properties;
    },
  };
}
