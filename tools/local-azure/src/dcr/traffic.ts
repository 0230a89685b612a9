/** Metrics of a data collection rule, by what they count. data-collection/data-collection-monitor.md */
export const DCR_METRICS = {
  rowsReceived: { name: "Logs Rows Received per Min", unit: "Count" },
  rowsDropped: { name: "Logs Rows Dropped per Min", unit: "Count" },
  transformErrors: { name: "Logs Transformation Errors per Min", unit: "Count" },
  columnsDropped: { name: "Log Columns Dropped per Min", unit: "Count" },
  bytesIn: { name: "Logs Ingestion Bytes In (Uncompressed) per Min", unit: "Bytes" },
  bytesOut: { name: "Logs Ingestion Bytes Out (Uncompressed) per Min", unit: "Bytes" },
} as const;

export type DcrMetric = keyof typeof DCR_METRICS;
export type Counts = Readonly<Partial<Record<DcrMetric, number>>>;

const minuteMs = 60_000;

/** What passed the rules, by minute. */
export type Traffic = {
  /** Counts for the minute that `atMs` lies in. */
  add(ruleId: string, atMs: number, counts: Counts): void;
  /** Sums of a metric per minute, from `fromMs` to before `toMs`, oldest first; minutes without traffic are absent. */
  minutes(ruleId: string, metric: DcrMetric, fromMs: number, toMs: number): { atMs: number; total: number }[];
};

export function createTraffic(): Traffic {
  const byRule = new Map<string, Map<number, Map<string, number>>>();
  return {
    add(ruleId, atMs, counts) {
      const minute = Math.floor(atMs / minuteMs) * minuteMs;
      const minutes = byRule.get(ruleId.toLowerCase()) ?? new Map<number, Map<string, number>>();
      const sums = minutes.get(minute) ?? new Map<string, number>();
      for (const [metric, count] of Object.entries(counts)) sums.set(metric, (sums.get(metric) ?? 0) + count);
      byRule.set(ruleId.toLowerCase(), minutes.set(minute, sums));
    },
    minutes(ruleId, metric, fromMs, toMs) {
      const minutes = [...(byRule.get(ruleId.toLowerCase()) ?? [])];
      return minutes
        .filter(([atMs]) => atMs >= fromMs && atMs < toMs)
        .map(([atMs, sums]) => ({ atMs, total: sums.get(metric) ?? 0 }))
        .toSorted((a, b) => a.atMs - b.atMs);
    },
  };
}
