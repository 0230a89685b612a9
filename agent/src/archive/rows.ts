import type { KqlType } from "@logdoctor/shared-policies";

/** A column of a Log Analytics table or query result. */
export interface RowColumn {
  readonly name: string;
  readonly type: KqlType;
}

/** Rows of one query result on disk: one JSON array a line, in the order of `columns`. */
export interface RowsFile {
  readonly path: string;
  readonly columns: readonly RowColumn[];
  readonly rows: number;
}
