/** The rows of a CSV text, as RFC 4180 has them: quotes around a cell, doubled within it. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const [all, value = "", end] = cell.exec(text) ?? [];
    if (all === undefined) throw new Error(`No CSV after ${rows.length} rows`);
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
