import type { Engine } from "@logdoctor/kql-engine";
import type { LogsClient } from "../azure/logs-client.ts";

/** Rows of an answer by column name, as the query API gives them. */
export async function engineRows(engine: Engine, kql: string, now: bigint): Promise<Record<string, unknown>[]> {
  const result = await engine.query(kql, { now });
  const found: Record<string, unknown>[] = [];
  for await (const batch of result.rows()) {
    for (const text of batch) {
      const cells = JSON.parse(text) as unknown[];
      found.push(Object.fromEntries(result.columns.map(({ name }, index) => [name, cells[index]])));
    }
  }
  return found;
}

/** The query API over an engine, asked through `rows`. It streams nothing. */
export function engineLogs(rows: (kql: string) => Promise<Record<string, unknown>[]>): LogsClient {
  return {
    rows,
    query: async (kql) =>
      (await rows(kql)).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? "")])),
      ),
    stream: () => Promise.reject(new Error("An engine streams nothing")),
  };
}
