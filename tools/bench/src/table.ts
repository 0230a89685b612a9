import type { BenchResult } from "./result.ts";

const titles = ["FIGURE", "VALUE", "UNIT", "BASELINE", "RATIO", "P50 MS", "P99 MS", "TARGET", ""] as const;

/** Results as lines of text, in columns. */
export function tableOf(results: readonly BenchResult[]): string {
  const rows = [[...titles], ...results.map(cellsOf)];
  const widths = titles.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function cellsOf(result: BenchResult): string[] {
  const verdict = result.ok === undefined ? "" : result.ok ? "met" : "MISSED";
  const { name, unit, value, baseline, ratio, p50ms, p99ms, target } = result;
  return [
    name,
    figure(value),
    unit,
    figure(baseline),
    figure(ratio),
    figure(p50ms),
    figure(p99ms),
    target ?? "",
    verdict,
  ];
}

function figure(number: number | undefined): string {
  if (number === undefined) return "";
  return Math.abs(number) >= 100 ? Math.round(number).toLocaleString("en") : number.toFixed(2);
}
