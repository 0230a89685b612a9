/**
 * Documented limits of the services, each with the page of the Azure Monitor documentation (repository MicrosoftDocs/azure-monitor-docs,
 * folder articles/azure-monitor) that states it. An option of the same name overrides one, so that a test need not send 500,000 rows.
 */
export const DOCUMENTED_LIMITS = {
  /** Rows in one answer. logs/includes/azure-monitor-limits-log-queries.md */
  queryMaxRows: 500_000,
  /** Raw bytes in one answer, "~104 MB (~100 MiB)". logs/includes/azure-monitor-limits-log-queries.md */
  queryMaxBytes: 104_857_600,
  /** Requests per 30 s of one Entra user or client address. logs/includes/azure-monitor-limits-log-queries.md */
  queryRequestsPer30Seconds: 200,
  /** Queries one user may run at once. logs/includes/azure-monitor-limits-log-queries.md */
  queryConcurrent: 5,
  /** Queries that may wait for a slot. logs/includes/azure-monitor-limits-log-queries.md */
  queryQueueLength: 200,
  /** How long a query may wait for a slot before 429, ms. logs/includes/azure-monitor-limits-log-queries.md */
  queryQueueMs: 180_000,
  /** `Prefer: wait=` when absent, seconds. logs/api/timeouts.md */
  queryDefaultWaitSeconds: 180,
  /** Longest `Prefer: wait=`, seconds. logs/api/timeouts.md */
  queryMaxWaitSeconds: 600,
  /** Delete Data requests per hour and workspace. logs/delete-log-data.md */
  deleteDataPerHour: 10,
  /** Purge requests per hour. logs/personal-data-mgmt.md */
  purgePerHour: 50,
  /** Days before data goes after total retention was shortened. logs/data-retention-configure.md */
  retentionGraceDays: 30,
  /** Days between two plan switches of one table. logs/logs-table-plans.md */
  planSwitchDays: 7,
  /** Characters of one transformation. fundamentals/includes/azure-monitor-limits-data-collection-rules.md */
  transformMaxCharacters: 15_360,
  /** Flows, sources, streams of one rule. fundamentals/includes/azure-monitor-limits-data-collection-rules.md */
  dcrMaxFlows: 10,
  dcrMaxStreams: 10,
  /** Bytes of one Logs Ingestion call, compressed or not. "Service limits for the Logs Ingestion API" of the Azure Monitor service limits. */
  ingestionMaxBytes: 1_048_576,
  /** TimeGenerated older than this is replaced by the time received, hours. logs/log-standard-columns.md */
  ingestionOldestHours: 48,
  /** TimeGenerated further ahead than this is replaced by the time received, hours. logs/log-standard-columns.md */
  ingestionNewestHours: 24,
} as const;

/** The limits a running instance enforces. */
export type Limits = { -readonly [Name in keyof typeof DOCUMENTED_LIMITS]: number };

/** Allowed `retentionInDays` of a table: 4 to 730. logs/data-retention-configure.md; OperationalInsights 2025-07-01 Tables.json */
export const TABLE_RETENTION_DAYS = { min: 4, max: 730 } as const;

/** `totalRetentionInDays` beyond 730 takes only whole years, up to 12. OperationalInsights 2025-07-01 Tables.json */
export const LONG_TOTAL_RETENTION_DAYS: ReadonlySet<number> = new Set([
  1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383,
]);

/** Interactive retention of Basic tables is fixed. logs/logs-table-plans.md */
export const BASIC_RETENTION_DAYS = 30;
