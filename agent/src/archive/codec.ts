import type { ArchivedColumn, RowSetProof } from "@logdoctor/shared-policies";
import type { RowColumn, RowsFile } from "./rows.ts";

/** An archive file on local disk, before upload or after download. */
export interface PartFile {
  readonly path: string;
  readonly columns: readonly ArchivedColumn[];
}

export interface EncodedPart extends PartFile {
  readonly rows: number;
}

/** Turns rows into archive files and back into proofs. Implemented with DuckDB; tests of the job have a small twin. */
export interface ArchiveCodec {
  /**
   * Writes `rows` as one archive file. With `minus`, only the rows that are not already in those files (as multisets).
   */
  encode(rows: RowsFile, out: string, minus: readonly PartFile[]): Promise<EncodedPart>;
  /** Rows, hash and time range of an archive file over `columns`, read from its bytes. Throws when it is not readable. */
  proof(part: PartFile, columns: readonly RowColumn[]): Promise<RowSetProof>;
  /** How many rows of `rows` are in none of the files, and how many of the files' rows are not in `rows`. */
  compare(rows: RowsFile, parts: readonly PartFile[]): Promise<{ onlyInRows: number; onlyInParts: number }>;
}
