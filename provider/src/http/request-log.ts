/** One line per request. It never holds a token, a body or a query string. */
export interface LogEntry {
  readonly at: string;
  readonly level: "info" | "warn" | "error";
  readonly requestId: string;
  readonly method: string;
  /** The route's template, or the path where no route matched. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly tenantId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly code?: string | undefined;
  readonly cause?: string | undefined;
}

export type Log = (entry: LogEntry) => void;

const flushEveryMs = 50;

/** Writes entries as JSON lines, several at once: a write for each would cost as much as the request it tells of. */
export function jsonLog(write: (text: string) => void, everyMs = flushEveryMs): Log {
  let lines = "";
  const flush = (): void => {
    const text = lines;
    lines = "";
    write(text);
  };
  return (entry) => {
    if (lines === "") setTimeout(flush, everyMs);
    lines += lineOf(entry);
  };
}

// Written out by hand, as JSON.stringify takes longer than many a request; only what may need escaping goes through it.
function lineOf(entry: LogEntry): string {
  const { at, level, requestId, method, route, status, ms, tenantId, objectId, code, cause } = entry;
  const caller = tenantId === undefined ? "" : `,"tenantId":"${tenantId}","objectId":"${objectId}"`;
  const failure = code === undefined ? "" : `,"code":"${code}"`;
  const because = cause === undefined ? "" : `,"cause":${JSON.stringify(cause)}`;
  return `{"at":"${at}","level":"${level}","requestId":"${requestId}","method":${textOf(method)},"route":${textOf(route)},"status":${status},"ms":${ms}${caller}${failure}${because}}\n`;
}

const plain = /^[\w/{}.*-]*$/;

function textOf(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** ISO text of an instant; the last one is kept, since several requests share a millisecond. */
export function isoClock(now: () => Date): () => string {
  let lastMs = Number.NaN;
  let last = "";
  return () => {
    const at = now();
    if (at.getTime() !== lastMs) {
      lastMs = at.getTime();
      last = at.toISOString();
    }
    return last;
  };
}

/** What a log may say of an unexpected error: names, messages and the stack, not the values it carried. */
export function causeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
