import type { ArchiveBlobs } from "@logdoctor/agent/archive";
import type { Io } from "../io.ts";
import { openAzure } from "./azure-source.ts";
import { openLocal } from "./local-source.ts";
import type { ArchiveOptions } from "./options.ts";

/** One container that holds an archive. */
export interface ArchiveSource {
  /** Name or address of the storage account. */
  readonly account: string;
  readonly blobs: ArchiveBlobs;
  /** Some bytes of a blob, of the one version that has this ETag. */
  range(part: { name: string; etag: string; offset: number; count: number }): Promise<Uint8Array>;
}

export interface Sources {
  readonly archives: readonly ArchiveSource[];
  close(): Promise<void>;
}

/** Opens the archives that the options mean. Throws CliError, with what to do about it. */
export function openSources(options: ArchiveOptions, io: Io): Promise<Sources> {
  return options.accountUrl === undefined
    ? openLocal(options)
    : openAzure({ ...options, accountUrl: options.accountUrl }, io);
}
