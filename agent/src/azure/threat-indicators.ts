import { quoteString } from "@logdoctor/kql";
import { ThreatIndicator, type ThreatLevel } from "@logdoctor/shared-policies";
import { z } from "zod";
import type { Interval } from "../jobs/detect/intervals.ts";
import type { DatedIndicator } from "../jobs/detect/ports.ts";

/** Indicators as Microsoft Sentinel keeps them: https://learn.microsoft.com/azure/azure-monitor/reference/tables/threatintelindicators */
export const indicatorTable = "ThreatIntelIndicators";

/** Sentinel writes every indicator anew at least every ten days. Not verified on Azure; the rest is the table's reference. */
const writtenAnewDays = 14;
const most = 1000;

/**
 * Indicators of addresses, and of ranges that hold them, that were in force at any time of a window. The newest row of an
 * indicator counts. One that somebody switched off does not; one that has only run out since does.
 */
export function threatQuery(addresses: readonly string[], { from, to }: Interval): string {
  return `let Addresses = dynamic([${addresses.map(quoteString).join(", ")}]);
${indicatorTable}
| where TimeGenerated > ago(${writtenAnewDays}d)
| where ObservableKey in ("ipv4-addr:value", "ipv6-addr:value", "network-traffic:src_ref.value")
| where ObservableValue in~ (Addresses) or ObservableValue contains "/"
| summarize arg_max(TimeGenerated, ObservableValue, IsActive, IsDeleted, Revoked, ValidFrom, ValidUntil, Confidence, SourceSystem, Data) by Id
| where not(coalesce(IsDeleted, false)) and not(coalesce(Revoked, false))
| where coalesce(ValidFrom, datetime(1970-01-01)) < datetime(${to}) and coalesce(ValidUntil, datetime(9999-12-31)) > datetime(${from})
| where coalesce(IsActive, true) or ValidUntil <= now()
| mv-expand Address = Addresses to typeof(string)
| where Address =~ ObservableValue or ipv4_is_in_range(Address, ObservableValue) or ipv6_is_in_range(Address, ObservableValue)
| extend Name = tostring(Data.name), Kinds = tostring(Data.indicator_types)
| distinct Id, ObservableValue, ValidFrom, ValidUntil, Confidence, SourceSystem, Name, Kinds
| top ${most} by Confidence desc`;
}

const Row = z.object({
  ObservableValue: z.string(),
  ValidFrom: z.string().nullish(),
  ValidUntil: z.string().nullish(),
  Confidence: z.number().nullish(),
  SourceSystem: z.string().nullish(),
  Name: z.string().nullish(),
  Kinds: z.string().nullish(),
});

/** The indicators in the answer to {@link threatQuery}; rows that name no address are left out. */
export function indicatorsIn(rows: readonly Readonly<Record<string, unknown>>[]): DatedIndicator[] {
  return rows.flatMap((given) => {
    const row = Row.safeParse(given);
    if (!row.success) return [];
    const { ObservableValue, SourceSystem, Name } = row.data;
    const [from, until] = [instantOf(row.data.ValidFrom), instantOf(row.data.ValidUntil)];
    const indicator = ThreatIndicator.safeParse({
      value: ObservableValue.toLowerCase(),
      verdict: levelOf(row.data),
      source: (SourceSystem || indicatorTable).slice(0, 100),
      description: (Name ?? "").slice(0, 300),
      ...(until === undefined ? {} : { expiresAt: until }),
    });
    return indicator.success ? [{ ...indicator.data, ...(from === undefined ? {} : { validFrom: from }) }] : [];
  });
}

/** To milliseconds, which is all that validity is stated in. */
function instantOf(text: string | null | undefined): string | undefined {
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

const sure = 50;

/**
 * STIX's own words for what an indicator shows: https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html, 6.1. An
 * indicator without them is one of harm, as far as whoever made it was sure.
 */
function levelOf({ Kinds, Confidence }: z.infer<typeof Row>): ThreatLevel {
  const kinds = Kinds ?? "";
  const doubtful = typeof Confidence === "number" && Confidence < sure;
  if (/malicious-activity|compromised|attribution/.test(kinds)) return doubtful ? "suspicious" : "malicious";
  if (/anomalous-activity|anonymization/.test(kinds)) return "suspicious";
  if (/benign/.test(kinds)) return "benign";
  return doubtful ? "suspicious" : "malicious";
}
