export { archiveBlobs } from "../azure/blobs.ts";
export type { ArchiveBlobs } from "../jobs/retain/ports.ts";
export type { ArchiveCodec } from "./codec.ts";
export { openDuckdbCodec } from "./duckdb-codec.ts";
export {
  type ArchiveFilter,
  type ArchiveListing,
  type ArchivePart,
  type BrokenManifest,
  type FoundManifest,
  isWanted,
  listArchive,
  readArchive,
} from "./list-archive.ts";
export {
  type ArchiveVerdict,
  type PartStatus,
  type VerifiedPart,
  type VerifyProgress,
  verifyArchive,
} from "./verify-archive.ts";
