import { tableColumns } from "@logdoctor/kql/tables";
import { composeDetection, type Finding, type Pattern, parseFindings } from "@logdoctor/kql-detect";
import { createEngine, ticksFromIso } from "@logdoctor/kql-engine";

const TABLE = "AppServiceHTTPLogs";
const FROM = "2026-06-01T12:00:00Z";
const TO = "2026-06-01T12:00:01Z";

type Row = Readonly<Record<string, unknown>>;

/** What the patterns find in rows of AppServiceHTTPLogs, by the agent's query, with the ids of all rows that matched. */
export async function scan(rows: readonly Row[], patterns: readonly Pattern[]): Promise<Finding[]> {
  const engine = await createEngine({ memoryLimit: "2GB" });
  try {
    const columns = Object.entries(tableColumns(TABLE) ?? {}).map(([name, type]) => ({ name, type }));
    await engine.createTable(TABLE, columns);
    const lines = rows.map((row) => JSON.stringify(row));
    await engine.insertJson(TABLE, lines, ticksFromIso(FROM));
    const limits = { maxItems: rows.length, maxFindings: rows.length * patterns.length };
    const text = composeDetection({ table: TABLE, patterns, from: FROM, to: TO, ...limits });
    const answer = await engine.query(text, { now: ticksFromIso(TO) });
    const cells: Row[] = [];
    for await (const batch of answer.rows())
      for (const line of batch) {
        const values = JSON.parse(line) as unknown[];
        cells.push(Object.fromEntries(answer.columns.map(({ name }, i) => [name, values[i]])));
      }
    return parseFindings(cells, patterns);
  } finally {
    await engine.close();
  }
}

/** How often the query for these patterns reads the table. */
export function tableReads(patterns: readonly Pattern[]): number {
  const text = composeDetection({ table: TABLE, patterns, from: FROM, to: TO });
  return text.split("\n").filter((line) => line.trim() === TABLE).length;
}
