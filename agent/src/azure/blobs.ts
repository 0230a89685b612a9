import type { TokenCredential } from "@azure/core-auth";
import { BlobServiceClient, type ContainerClient, RestError } from "@azure/storage-blob";
import { type ArchiveBlobs, type StateBlobs, StateConflict } from "../jobs/retain/ports.ts";

const tiers = { hot: "Hot", cool: "Cool", cold: "Cold", archive: "Archive" } as const;

/** A container of a storage account; `account` is the URL of its blob endpoint. */
export interface ContainerAddress {
  readonly account: string;
  readonly container: string;
  readonly credential: TokenCredential;
}

/** The archive in its container. */
export function archiveContainer(at: ContainerAddress, tier: keyof typeof tiers): ArchiveBlobs {
  return archiveBlobs(containerClient(at), tier);
}

/** The agent's documents in their container. */
export function stateContainer(at: ContainerAddress): StateBlobs {
  return stateBlobs(containerClient(at));
}

function containerClient({ account, container, credential }: ContainerAddress): ContainerClient {
  return new BlobServiceClient(account, credential).getContainerClient(container);
}

/**
 * The archive container. Blobs are written with If-None-Match, so nothing is ever overwritten; a blob that must be read
 * back at once starts online, and a lifecycle rule of the storage account moves it to the Archive tier later.
 */
export function archiveBlobs(container: ContainerClient, tier: keyof typeof tiers): ArchiveBlobs {
  return {
    async create(name, bytes) {
      const blob = container.getBlockBlobClient(name);
      try {
        await blob.upload(bytes, bytes.length, {
          conditions: { ifNoneMatch: "*" },
          tier: tier === "archive" ? "Cool" : tiers[tier],
        });
        return "created";
      } catch (error) {
        // A retry of a request that did arrive also answers so; the caller reads the blob back either way.
        if (hasStatus(error, 409) || hasStatus(error, 412)) return "exists";
        throw error;
      }
    },
    async read(name) {
      const found = await download(container, name);
      return found === undefined ? undefined : { bytes: found.bytes, etag: found.etag };
    },
    list: (prefix) => names(container, prefix),
  };
}

/** The agent's own documents: rewritten under their ETag. */
function stateBlobs(container: ContainerClient): StateBlobs {
  return {
    async read(name) {
      const found = await download(container, name);
      return found === undefined ? undefined : { text: found.bytes.toString("utf8"), etag: found.etag };
    },
    async write(name, text, etag) {
      const conditions = etag === undefined ? { ifNoneMatch: "*" } : { ifMatch: etag };
      const bytes = Buffer.from(text, "utf8");
      try {
        const written = await container.getBlockBlobClient(name).upload(bytes, bytes.length, { conditions });
        return written.etag ?? "";
      } catch (error) {
        if (hasStatus(error, 409) || hasStatus(error, 412)) throw new StateConflict(name);
        throw error;
      }
    },
    list: (prefix) => names(container, prefix),
    async remove(name) {
      await container.getBlockBlobClient(name).deleteIfExists();
    },
  };
}

async function download(
  container: ContainerClient,
  name: string,
): Promise<{ bytes: Buffer; etag: string } | undefined> {
  try {
    const response = await container.getBlockBlobClient(name).download();
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    if (response.contentLength !== undefined && bytes.length !== response.contentLength) {
      throw new Error(`Blob "${name}" ended after ${bytes.length} of ${response.contentLength} bytes`);
    }
    return { bytes, etag: response.etag ?? "" };
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

async function names(container: ContainerClient, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const blob of container.listBlobsFlat({ prefix })) found.push(blob.name);
  return found;
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof RestError && error.statusCode === status;
}
