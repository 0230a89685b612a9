import type { ReactNode } from "react";
import "./data-table.css";

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
}

const roles = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
};

interface Props<Row> {
  readonly caption: string;
  /** For a table right below a heading that says the same. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/**
 * A table whose rows become cards where it is narrow. Roles are spelled out, as browsers drop a table's meaning when its
 * parts are laid out as blocks. The first column names the row.
 */
export function DataTable<Row>({ caption, captionHidden, columns, rows, rowKey }: Props<Row>): ReactNode {
  return (
    <div className="ld-table-box">
      <table className="ld-table" data-width={widthOf(columns.length)} {...roles.table}>
        <caption className={captionHidden ? "ld-hidden" : undefined}>{caption}</caption>
        <thead {...roles.rowgroup}>
          <tr {...roles.row}>
            {columns.map((column) => (
              <th key={column.key} scope="col" {...roles.columnheader} data-numeric={column.numeric}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...roles.rowgroup}>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...roles.row}>
              {columns.map((column, index) => (
                <Cell key={column.key} column={column} row={row} names={index === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How much room the columns need before they are better stacked. */
function widthOf(columns: number): "narrow" | "medium" | "wide" {
  if (columns <= 3) return "narrow";
  return columns <= 5 ? "medium" : "wide";
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly names: boolean;
}

function Cell<Row>({ column, row, names }: CellProps<Row>): ReactNode {
  const content = <span className="ld-cell">{column.cell(row)}</span>;
  if (names) {
    return (
      <th scope="row" {...roles.rowheader} data-label={column.header}>
        {content}
      </th>
    );
  }
  return (
    <td {...roles.cell} data-label={column.header} data-numeric={column.numeric}>
      {content}
    </td>
  );
}
