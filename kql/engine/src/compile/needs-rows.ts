/**
 * The columns of a query hang on its data, as those of bag_unpack do: `sql` gives the rows to look at, one text each, and
 * `written` what to write into the query at `offset` for them.
 */
export class NeedsRows extends Error {
  readonly sql: string;
  readonly offset: number;
  readonly written: (rows: readonly string[]) => string;

  constructor(sql: string, offset: number, written: (rows: readonly string[]) => string) {
    super("The columns of this query hang on its data");
    this.name = "NeedsRows";
    this.sql = sql;
    this.offset = offset;
    this.written = written;
  }
}
