// One cell of a row's JSON text: a string, or anything without commas and brackets. Cells are never arrays or objects.
const CELL = /"(?:[^"\\]|\\.)*"|[^,[\]"]+/g;

/**
 * A row with its decimals as JSON numbers of all their digits. The query API gives decimals as strings; whoever reads
 * answers of the command line compares and adds numbers.
 */
export function numericDecimals(row: string, decimalColumns: ReadonlySet<number>): string {
  if (decimalColumns.size === 0) return row;
  let column = -1;
  return row.replace(CELL, (cell) => {
    column += 1;
    return decimalColumns.has(column) && cell.startsWith('"') ? cell.slice(1, -1) : cell;
  });
}
