import type { DeleteFilter } from "@logdoctor/kql";
import type { HourCount, LegalHold, RowSetProof, TableInventory, TableSettings } from "@logdoctor/shared-policies";
import type { RowColumn } from "../../archive/rows.ts";

/** Rows of one table that one policy covers. */
export interface Selection {
  readonly table: string;
  readonly columns: readonly RowColumn[];
  /** All must hold; an empty list selects every row. */
  readonly filters: readonly DeleteFilter[];
}

/** Half-open range of TimeGenerated. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

export interface TableFacts extends TableSettings {
  readonly columns: readonly RowColumn[];
}

/** What the workspace itself says of the rows in a window. */
export interface WorkspaceProof extends RowSetProof {
  readonly sourceBytes: number;
}

export type OperationState = { state: "pending" } | { state: "succeeded" } | { state: "failed"; detail: string };

/** Why the workspace did not do as asked. `too-large` means: ask for less. */
export class WorkspaceError extends Error {
  readonly kind: "too-large" | "throttled" | "unavailable" | "denied" | "missing" | "refused";

  constructor(kind: WorkspaceError["kind"], message: string) {
    super(message);
    this.name = "WorkspaceError";
    this.kind = kind;
  }
}

/** The customer's Log Analytics workspace, as far as Retain needs it. */
export interface RetainWorkspace {
  /** Plan, retention and columns of a table, or undefined when there is no such table. */
  table(name: string): Promise<TableFacts | undefined>;
  /** Rows and billed bytes per hour before an instant; hours without rows are absent. */
  hours(selection: Selection, before: string): Promise<HourCount[]>;
  /** Rows, hash and time range of a window, computed by the workspace. */
  proof(selection: Selection, window: TimeRange): Promise<WorkspaceProof>;
  /** The same per UTC day (`YYYY-MM-DD`) of a range. */
  dayProofs(selection: Selection, range: TimeRange): Promise<ReadonlyMap<string, RowSetProof>>;
  /** The rows of a window as the query API's answer, streamed. */
  rows(selection: Selection, window: TimeRange): Promise<{ body: AsyncIterable<Uint8Array>; query: string }>;
  count(selection: Selection, range: TimeRange): Promise<number>;
  setRetention(table: string, days: { retentionInDays: number; totalRetentionInDays: number }): Promise<void>;
  /** Asks for rows to be removed; the answer is a reference to poll. */
  remove(method: "deleteData" | "purge", selection: Selection, range: TimeRange): Promise<string>;
  operation(reference: string): Promise<OperationState>;
  /** Volume a day of these tables and of every other table that the workspace bills. */
  inventory(tables: readonly TableFacts[]): Promise<TableInventory[]>;
}

/** The archive container: blobs are created once and never changed. */
export interface ArchiveBlobs {
  /** Creates a blob, or answers `exists` and leaves the one that is there. */
  create(name: string, bytes: Uint8Array): Promise<"created" | "exists">;
  read(name: string): Promise<{ bytes: Uint8Array; etag: string } | undefined>;
  list(prefix: string): Promise<string[]>;
}

/** Small documents of the agent itself, in the customer's storage, with optimistic concurrency. */
export interface StateBlobs {
  read(name: string): Promise<{ text: string; etag: string } | undefined>;
  /** Writes if the blob still has `etag` (undefined: if it does not exist). Throws `StateConflict` otherwise. */
  write(name: string, text: string, etag: string | undefined): Promise<string>;
  list(prefix: string): Promise<string[]>;
  remove(name: string): Promise<void>;
}

export class StateConflict extends Error {
  constructor(name: string) {
    super(`"${name}" was changed by another instance`);
    this.name = "StateConflict";
  }
}

/** This instance no longer holds the job: it must stop and touch nothing more. */
export class LeaseLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LeaseLost";
  }
}

/** Asks the provider, right before a destructive step, whether the lease still stands and which holds are active. */
export interface Permission {
  /** Active legal holds. Throws `LeaseLost` when superseded, any other error when the provider cannot be reached. */
  renew(): Promise<readonly LegalHold[]>;
}
