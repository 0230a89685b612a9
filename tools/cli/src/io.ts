import type { TokenCredential } from "@azure/core-auth";

/** What a command has of the outside: where it writes, and who it is for Azure. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** The clock, where it is not this machine's. */
  readonly now?: () => Date;
  /** Shows how far a long command is, on one line that is written over; absent where nobody watches. */
  readonly progress?: (text: string) => void;
  /** The identity for a storage account in Azure. */
  credential(tenantId: string | undefined): Promise<TokenCredential>;
}

/** The terminal, and whoever is signed in to Azure on this machine. */
export function processIo(): Io {
  const io: Io = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    async credential(tenantId) {
      const { DefaultAzureCredential } = await import("@azure/identity");
      return tenantId === undefined ? new DefaultAzureCredential() : new DefaultAzureCredential({ tenantId });
    },
  };
  if (!process.stderr.isTTY) return io;
  return { ...io, progress: (text) => process.stderr.write(`\r\x1b[K${text}`) };
}
