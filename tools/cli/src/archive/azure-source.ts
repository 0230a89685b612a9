import type { TokenCredential } from "@azure/core-auth";
import { BlobServiceClient, RestError } from "@azure/storage-blob";
import { type ArchiveBlobs, archiveBlobs } from "@logdoctor/agent/archive";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import type { ArchiveOptions } from "./options.ts";
import type { Sources } from "./sources.ts";

/** An archive in a storage account of Azure. */
export async function openAzure(options: ArchiveOptions & { accountUrl: string }, io: Io): Promise<Sources> {
  const credential = await io.credential(options.tenant);
  const blobs = containerBlobs({ ...options, credential });
  return { archives: [{ account: options.accountUrl, blobs }], close: async () => undefined };
}

/** A container for reading; failures to list it are told in words for a person. */
export function containerBlobs(of: {
  accountUrl: string;
  container: string;
  credential: TokenCredential;
}): ArchiveBlobs {
  const service = new BlobServiceClient(of.accountUrl, of.credential, { retryOptions: { maxTries: 3 } });
  const blobs = archiveBlobs(service.getContainerClient(of.container), "cool");
  return {
    ...blobs,
    list: (prefix) =>
      blobs.list(prefix).catch((error: unknown) => {
        throw new CliError("failed", listFailure(error, of));
      }),
  };
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
