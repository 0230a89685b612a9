import type { LogSource } from "./compose.ts";

/** What makes log records of a table's rows, behind whatever filters them. */
export function logRecordsKql({ table, normaliser }: LogSource): string[] {
  const stored = table.endsWith("_CL") ? "estimate_data_size(*)" : "0";
  return [
    `| project TimeGenerated, Ingested = ingestion_time(), Resource = tolower(_ResourceId), BilledSize = _BilledSize, IsBillable = tostring(_IsBillable) =~ "true", ItemId = _ItemId, Stored = ${stored}, ${normaliser}`,
    "| extend Bytes = tolong(coalesce(BilledSize, toreal(strlen(Message))))",
  ];
}
