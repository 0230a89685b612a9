import { FilterRefusal } from "./refusal.ts";

/**
 * "DCR workspace transformation support" of each table's reference page, as read in 2026. A table that is not here may or may
 * not support it; AGWFirewallLogs said no in a copy of February 2025.
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables-index
 */
const SUPPORT: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...words(`AppTraces AppExceptions AGWAccessLogs AuditLogs LAQueryLogs SigninLogs DCRLogErrors AppServiceHTTPLogs
    ContainerLogV2 Syslog Perf SecurityEvent AppRequests`).map((table) => [table, true]),
  ...words("Usage Operation AGWFirewallLogs").map((table) => [table, false]),
]);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

export interface TransformTarget {
  readonly table: string;
  /** The stream of the data flow, such as `Microsoft-Table-AppTraces`; a workspace's transformation without it. */
  readonly stream?: string | undefined;
  /** Output of the data flow where it is not the stream's own table. */
  readonly outputStream?: string | undefined;
}

// Streams of agents, and the tables that they fill. https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-rule-structure
const AGENT_STREAMS: Readonly<Record<string, string>> = {
  "Microsoft-Event": "Event",
  "Microsoft-WindowsEvent": "WindowsEvent",
  "Microsoft-SecurityEvent": "SecurityEvent",
  "Microsoft-Syslog": "Syslog",
  "Microsoft-Perf": "Perf",
  "Microsoft-InsightsMetrics": "InsightsMetrics",
  "Microsoft-W3CIISLog": "W3CIISLog",
  "Microsoft-CommonSecurityLog": "CommonSecurityLog",
};

/** Refuses a table without transformations and a stream whose rows go elsewhere; answers what is not known for certain. */
export function checkTarget({ table, stream, outputStream }: TransformTarget): string[] {
  const supported = Object.hasOwn(SUPPORT, table) ? SUPPORT[table] : undefined;
  const custom = table.endsWith("_CL");
  const ofWorkspace = stream === undefined || stream.startsWith("Microsoft-Table-");
  if (supported === false && ofWorkspace)
    throw new FilterRefusal("unsupported-table", `Azure Monitor documents no transformations for the table ${table}`);
  const fed = tableOf(outputStream ?? stream);
  if (fed !== undefined && fed !== table)
    throw new FilterRefusal(
      "wrong-stream",
      `The stream ${outputStream ?? stream} feeds ${fed}, and the rules are for ${table}`,
    );
  if (supported || custom || !ofWorkspace) return [];
  return [`Whether ${table} supports transformations is not known here; its reference page says so`];
}

function tableOf(stream: string | undefined): string | undefined {
  if (stream === undefined) return undefined;
  if (Object.hasOwn(AGENT_STREAMS, stream)) return AGENT_STREAMS[stream];
  return /^(?:Microsoft-Table-|Custom-)(.+)$/.exec(stream)?.[1];
}
