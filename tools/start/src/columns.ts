/** A column of a printed table. */
export interface PrintedColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Lines of a table, every cell as wide as the widest of its column. */
export function printTable(columns: readonly PrintedColumn[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.map((column) => column.title);
  const widths = columns.map((_, i) => Math.max(...[titles, ...rows].map((row) => width(row[i] ?? ""))));
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, i) => pad(cells[i] ?? "", widths[i] ?? 0, align))
      .join("  ")
      .trimEnd();
  return [line(titles), widths.map((size) => "-".repeat(size)).join("  "), ...rows.map(line)];
}

function pad(text: string, size: number, align: PrintedColumn["align"]): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return align === "left" ? text + space : space + text;
}

/** Cells that a text takes in a terminal: East Asian characters take two. */
function width(text: string): number {
  return [...text].reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(char)
        ? 2
        : 1),
    0,
  );
}
