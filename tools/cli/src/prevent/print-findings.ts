import type { BrokenRule, PreventFinding } from "@logdoctor/shared-policies";
import type { Io } from "../io.ts";
import { type TextColumn, textTable } from "../text-table.ts";

const TITLES: readonly TextColumn[] = [
  { title: "RULE" },
  { title: "SEVERITY" },
  { title: "ROWS", right: true },
  { title: "AN HOUR", right: true },
  { title: "SHARE", right: true },
  { title: "USD A MONTH", right: true },
  { title: "CHANGE" },
  { title: "WHAT" },
];

interface Output {
  readonly io: Io;
  readonly json: boolean;
  readonly scanned: number;
  /** Billed. */
  readonly bytes: number;
  readonly rules: number;
  /** Rules that could not be applied. */
  readonly broken: readonly BrokenRule[];
}

const shown = 100;

/** Prints findings for programs or for people. */
export function printFindings(
  findings: readonly PreventFinding[],
  { io, json, scanned, bytes, rules, broken }: Output,
): void {
  if (json) {
    const listed = findings.map(({ shareOfVolume, ...finding }) => ({
      ...finding,
      rule: finding.ruleId,
      share: shareOfVolume,
      shareOfVolume,
    }));
    io.out(`${JSON.stringify({ findings: listed, scanned, bytes, rules, broken })}\n`);
    return;
  }
  if (findings.length > 0) io.out(textTable(TITLES, findings.map(lineOf)));
  for (const { ruleId, code, message } of broken) io.out(`The rule ${ruleId} was left out, ${code}: ${message}\n`);
  io.out(`${findings.length} findings in ${scanned} rows by ${rules} rules.\n`);
}

function lineOf(finding: PreventFinding): string[] {
  return [
    finding.ruleId,
    finding.severity,
    String(finding.count),
    String(Math.round(finding.perHour)),
    `${(finding.shareOfVolume * 100).toFixed(1)} %`,
    finding.usdPerMonth === undefined ? "-" : finding.usdPerMonth.toFixed(2),
    finding.change,
    (finding.template ?? finding.subject ?? finding.table).replace(/\s+/g, " ").slice(0, shown),
  ];
}
