import type { TokenCredential } from "@azure/core-auth";
import { BlobServiceClient, RestError } from "@azure/storage-blob";
import { type ArchiveBlobs, archiveBlobs } from "@logdoctor/agent/archive";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import type { ArchiveOptions } from "./options.ts";
import type { ArchiveSource, Sources } from "./sources.ts";

/** An archive in a storage account of Azure. */
export async function openAzure(options: ArchiveOptions & { accountUrl: string }, io: Io): Promise<Sources> {
  const credential = await io.credential(options.tenant);
  const archive = containerSource({ ...options, account: options.accountUrl, credential });
  return { archives: [archive], close: async () => undefined };
}

/** A container for reading; failures to list it are told in words for a person. */
export function containerSource(of: {
  account: string;
  accountUrl: string;
  container: string;
  credential: TokenCredential;
}): ArchiveSource {
  const service = new BlobServiceClient(of.accountUrl, of.credential, { retryOptions: { maxTries: 3 } });
  const container = service.getContainerClient(of.container);
  const blobs = archiveBlobs(container, "cool");
  const list: ArchiveBlobs["list"] = (prefix) =>
    blobs.list(prefix).catch((error: unknown) => {
      throw new CliError("failed", listFailure(error, of));
    });
  return {
    account: of.account,
    blobs: { ...blobs, list },
    range: ({ name, etag, offset, count }) =>
      container
        .getBlockBlobClient(name)
        .downloadToBuffer(offset, count, { conditions: { ifMatch: etag } })
        .catch((error: unknown) => {
          throw new CliError("failed", readFailure(error, name));
        }),
  };
}

function readFailure(error: unknown, name: string): string {
  const status = error instanceof RestError ? error.statusCode : undefined;
  const why = status === 412 ? "it was changed after it was verified" : error instanceof Error ? error.message : error;
  return `${name} cannot be read: ${why}\n"logdoctor archive verify" tells more.`;
}

function listFailure(error: unknown, { accountUrl, container }: { accountUrl: string; container: string }): string {
  const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
  if (!(error instanceof RestError)) {
    return `Not signed in to Azure: ${message}\nSign in with "az login", or name the tenant with --tenant.`;
  }
  if (error.statusCode === 404)
    return `There is no container "${container}" in ${accountUrl}. Another one can be named with --container.`;
  if (error.statusCode === 401 || error.statusCode === 403)
    return `${accountUrl} refuses to list "${container}": ${error.code ?? error.statusCode}\nThe identity needs the role Storage Blob Data Reader there, and the account's network rules must let this machine in.`;
  if (error.statusCode === undefined)
    return `${accountUrl} does not answer: ${message}\nIs it the address of the account, and is it reachable from here?`;
  return `${accountUrl} answered ${error.statusCode}: ${message}`;
}
