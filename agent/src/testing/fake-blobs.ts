import { type ArchiveBlobs, type StateBlobs, StateConflict } from "../jobs/retain/ports.ts";
import type { Process } from "./faults.ts";

export interface FakeBlob {
  bytes: Uint8Array;
  etag: string;
}

export type FakeContainer = Map<string, FakeBlob>;

let etags = 0;
function nextEtag(): string {
  etags += 1;
  return `"${etags}"`;
}

/** Archive container of one process: a corrupt fault stores or returns a damaged file. */
export function fakeArchive(container: FakeContainer, process: Process): ArchiveBlobs {
  return {
    create: (name, bytes) =>
      process.call<"created" | "exists">(
        () => {
          if (container.has(name)) return "exists";
          container.set(name, { bytes: Uint8Array.from(bytes), etag: nextEtag() });
          return "created";
        },
        {
          interruptible: true,
          corrupt: (outcome) => {
            const blob = container.get(name);
            // Only a data file can be torn in storage here: a manifest is one small atomic put.
            if (outcome === "created" && blob !== undefined && name.endsWith(".parquet"))
              blob.bytes = blob.bytes.subarray(0, blob.bytes.length >> 1);
            return outcome;
          },
        },
      ),
    read: (name) =>
      process.call(
        () => {
          const blob = container.get(name);
          return blob === undefined ? undefined : { bytes: blob.bytes, etag: blob.etag };
        },
        {
          corrupt: (blob) =>
            blob === undefined || !name.endsWith(".parquet") ? blob : { ...blob, bytes: flip(blob.bytes) },
        },
      ),
    list: (prefix) => process.call(() => [...container.keys()].filter((name) => name.startsWith(prefix)).toSorted()),
  };
}

function flip(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 0x5a;
  return copy;
}

export function fakeState(container: FakeContainer, process: Process): StateBlobs {
  return {
    read: (name) =>
      process.call(() => {
        const blob = container.get(name);
        return blob === undefined ? undefined : { text: Buffer.from(blob.bytes).toString("utf8"), etag: blob.etag };
      }),
    write: (name, text, etag) =>
      process.call(() => {
        if (container.get(name)?.etag !== etag) throw new StateConflict(name);
        const blob = { bytes: Buffer.from(text), etag: nextEtag() };
        container.set(name, blob);
        return blob.etag;
      }),
    list: (prefix) => process.call(() => [...container.keys()].filter((name) => name.startsWith(prefix)).toSorted()),
    remove: (name) =>
      process.call(() => {
        container.delete(name);
      }),
  };
}
