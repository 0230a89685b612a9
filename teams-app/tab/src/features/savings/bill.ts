import type { MonthlyCost } from "@logdoctor/shared-policies";

export const billLines = ["ingestion", "retention", "longTerm", "archive"] as const;
export type BillLine = (typeof billLines)[number];

/** The lines that retention changes: what the workspace keeps beyond the free days, and the archive. */
export const retentionLines: readonly BillLine[] = ["retention", "longTerm", "archive"];

export interface Segment {
  readonly line: BillLine;
  /** Start and width as shares, 0 to 1, of the longer of the two bars. */
  readonly start: number;
  readonly width: number;
}

/** Cost of some lines of the bill, in dollars a month. */
export function costOf(cost: MonthlyCost, lines: readonly BillLine[]): number {
  return lines.reduce((sum, line) => sum + cost[line], 0);
}

/** Segments of one bar on a scale where `whole` dollars are the full width. Lines without cost are left out. */
export function segmentsOf(cost: MonthlyCost, lines: readonly BillLine[], whole: number): Segment[] {
  let start = 0;
  const segments: Segment[] = [];
  for (const line of lines) {
    const width = whole > 0 ? cost[line] / whole : 0;
    if (width > 0) segments.push({ line, start, width });
    start += width;
  }
  return segments;
}
