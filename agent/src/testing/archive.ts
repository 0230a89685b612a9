// The steps of a run, for those who measure them from outside this package.
export { splitRows } from "../archive/split-rows.ts";
export { archiveTable } from "../jobs/retain/archive-table.ts";
export type { RetainContext, Unit } from "../jobs/retain/context.ts";
export { openJournal } from "../jobs/retain/journal.ts";
export type { RetainWorkspace, StateBlobs, WorkspaceProof } from "../jobs/retain/ports.ts";
