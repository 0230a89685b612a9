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

/** Writes entries as JSON lines, several at once: those of one turn of the event loop go out together. */
export function jsonLog(write: (text: string) => void): Log {
  let lines = "";
  const flush = (): void => {
    const text = lines;
    lines = "";
    write(text);
  };
  return (entry) => {
    if (lines === "") setImmediate(flush);
    lines += `${JSON.stringify(entry)}\n`;
  };
}

/** What a log may say of an unexpected error: names, messages and the stack, not the values it carried. */
export function causeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
