import { createHash } from "node:crypto";
import { quoteString } from "@logdoctor/kql";
import { tablesNamedIn } from "@logdoctor/shared-policies";
import type { TextWatcher } from "../jobs/filter/watchers.ts";
import type { PreventWorkspace } from "../jobs/prevent/ports.ts";
import { WorkspaceError } from "../jobs/retain/ports.ts";
import { agentApp, type LogsClient } from "./logs-client.ts";

/** More different queries than these are not looked at one by one: what they read is unknown. */
const most = 100;
const day = 24 * 3_600_000;
/** Queries of so many days count as recent. */
const recentDays = 30;

interface Sources {
  readonly logs: LogsClient;
  readonly workspace: Pick<PreventWorkspace, "use">;
  readonly now: Date;
}

/** The customer's own queries that speak of a table: alert rules, and what people and programs asked of late. */
export async function customerQueries({ logs, workspace, now }: Sources, table: string): Promise<TextWatcher[]> {
  const since = new Date(now.getTime() - recentDays * day).toISOString();
  return [
    ...(await watchersOf("alert-rule", async () => {
      // Words of a name or of a description read no rows: taken for a query that cannot be played, they would refuse every rule.
      const { texts, queries = texts } = await workspace.use("alert-rule", since, [table]);
      return queries.filter((text) => tablesNamedIn(text, [table]).length > 0);
    })),
    ...(await watchersOf("recent-query", () => recentTexts(logs, since, table))),
  ];
}

async function watchersOf(kind: TextWatcher["kind"], read: () => Promise<readonly string[]>): Promise<TextWatcher[]> {
  const unread = (why: string): TextWatcher[] => [{ kind, id: `${kind}:unread`, version: "", unread: why }];
  let texts: readonly string[];
  try {
    texts = await read();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return unread(error.message.slice(0, 400));
  }
  const different = [...new Set(texts)];
  if (different.length > most) return unread(`There are more than ${most} different ones.`);
  return different.map((query) => {
    const version = createHash("sha256").update(query).digest("hex").slice(0, 16);
    return { kind, id: `${kind}:${version}`, version, query };
  });
}

/** Throws where the workspace has no audit of its queries: it must be switched on (Azure Monitor, query audit). */
async function recentTexts(logs: LogsClient, since: string, table: string): Promise<string[]> {
  const [audit] = await logs.query(`LAQueryLogs
| where TimeGenerated >= datetime(${since})
| summarize Audited = count()
| project Audited = tostring(Audited)`);
  if (Number(audit?.Audited ?? 0) === 0)
    throw new WorkspaceError("missing", "The workspace has no audit of its queries.");
  const rows = await logs.query(`LAQueryLogs
| where TimeGenerated >= datetime(${since}) and RequestClientApp != ${quoteString(agentApp)}
| where QueryText has_cs ${quoteString(table)} or QueryText matches regex @'(?i)\\b(?:search|find)\\b|\\bunion\\b[^|;]*\\*'
| summarize Asked = count() by QueryText
| top ${most + 1} by Asked desc
| project QueryText`);
  return rows.map(({ QueryText = "" }) => QueryText);
}
