// What the archive's own tests outside this package need: the steps of a run, and a container that was filled by hand.
export { splitRows } from "../archive/split-rows.ts";
export { archiveTable } from "../jobs/retain/archive-table.ts";
export type { RetainContext, Unit } from "../jobs/retain/context.ts";
export { openJournal } from "../jobs/retain/journal.ts";
export type { RetainWorkspace, StateBlobs, WorkspaceProof } from "../jobs/retain/ports.ts";
export { putArchived, putManifest } from "./an-archive.ts";
