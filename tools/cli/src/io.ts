import { text } from "node:stream/consumers";
import type { TokenCredential } from "@azure/core-auth";

/** What a command has of the outside: where it writes, and who it is for Azure. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** The clock, where it is not this machine's. */
  readonly now?: () => Date;
  /** Shows how far a long command is, on one line that is written over; absent where nobody watches. */
  readonly progress?: (text: string) => void;
  /** A variable of the environment; nobody has set one where this is absent. */
  readonly env?: (name: string) => string | undefined;
  /** All that comes on standard input; nothing does where this is absent. */
  readonly stdin?: () => Promise<string>;
  /** In place of the network. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** The identity for a storage account in Azure. */
  credential(tenantId: string | undefined): Promise<TokenCredential>;
}

/** The terminal, and whoever is signed in to Azure on this machine. */
export function processIo(): Io {
  const io: Io = {
    out: (line) => process.stdout.write(line),
    err: (line) => process.stderr.write(line),
    env: (name) => process.env[name],
    stdin: () => text(process.stdin),
    async credential(tenantId) {
      const { DefaultAzureCredential } = await import("@azure/identity");
      return tenantId === undefined ? new DefaultAzureCredential() : new DefaultAzureCredential({ tenantId });
    },
  };
  if (!process.stderr.isTTY) return io;
  return { ...io, progress: (line) => process.stderr.write(`\r\x1b[K${line}`) };
}
