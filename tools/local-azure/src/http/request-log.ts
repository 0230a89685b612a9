/** One request as it was answered. */
export type RequestEntry = {
  readonly number: number;
  /** The clock when the request came, ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Object id of the caller, once its token was accepted. */
  identity?: string;
  /** Azure RBAC actions that the request needs, such as `Microsoft.OperationalInsights/workspaces/tables/deleteData/action`. */
  actions: string[];
  status?: number;
  /** Id of the fault rule that changed the answer. */
  fault?: string;
};

export type RequestLog = {
  open(request: { at: string; method: string; path: string }): RequestEntry;
  entries(): readonly RequestEntry[];
  /** Distinct actions, sorted: what a custom role for these requests must allow. */
  actions(identity?: string): string[];
  /** Requests so far by `METHOD status`. */
  counters(): Record<string, number>;
  clear(): void;
};

/** Keeps the newest `capacity` requests. */
export function createRequestLog(capacity = 20_000): RequestLog {
  let kept: RequestEntry[] = [];
  let count = 0;
  return {
    open(request) {
      const entry: RequestEntry = { number: ++count, ...request, actions: [] };
      kept.push(entry);
      if (kept.length > capacity * 2) kept = kept.slice(-capacity);
      return entry;
    },
    entries: () => kept.slice(-capacity),
    actions(identity) {
      const chosen = kept.filter((entry) => identity === undefined || entry.identity === identity);
      return [...new Set(chosen.flatMap((entry) => entry.actions))].sort();
    },
    counters() {
      const counts: Record<string, number> = {};
      for (const entry of kept) {
        const key = `${entry.method} ${entry.status ?? "open"}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
      return counts;
    },
    clear() {
      kept = [];
    },
  };
}
