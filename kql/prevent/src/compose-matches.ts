import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { type LogSource, rulesOf } from "./compose.ts";
import { levelFunctions } from "./levels-kql.ts";
import { logRecordsKql } from "./log-records-kql.ts";
import { columnsKql } from "./marks-kql.ts";
import type { ActiveRule } from "./rule.ts";

export interface MatchesScan {
  readonly source: LogSource;
  readonly rules: readonly ActiveRule[];
  /** Ingestion time, half-open; instants in ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** Which rows of the table are looked at, in KQL over its own columns. */
  readonly where: string;
}

/** KQL whose one row counts, in columns `R0`, `R1` and so on, the rows that each rule of `rulesOf` looks at. */
export function composeMatches({ source, rules, from, to, where }: MatchesScan): string {
  const reading = rulesOf({ source, rules });
  const counts = reading.map(({ predicate }, place) => `R${place} = countif(${predicate?.condition ?? "false"})`);
  return [
    levelFunctions(),
    quoteIdentifier(source.table),
    `| where ingestion_time() >= todatetime(${quoteString(from)}) and ingestion_time() < todatetime(${quoteString(to)})`,
    `| where ${where}`,
    ...logRecordsKql(source),
    ...columnsKql(reading),
    `| summarize ${counts.join(", ")}`,
  ].join("\n");
}
