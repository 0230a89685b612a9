import { copyFile, link, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureCertificates, startAzurite, trustCertificateAuthority } from "@logdoctor/local-azure";
import { sampleTenants } from "@logdoctor/sample-data";
import { CliError } from "../cli-error.ts";
import { containerSource } from "./azure-source.ts";
import { localCredential } from "./local-credential.ts";
import type { ArchiveOptions } from "./options.ts";
import type { Sources } from "./sources.ts";

/** The companies of `npm start`, with the storage accounts that it gives them. */
const companies = Object.entries(sampleTenants).map(([key, { tenantId }]) => ({
  key,
  tenantId: String(tenantId),
  account: `logdoctor${key}`,
}));

/**
 * The archives that `npm start` left in `data`. Azurite is started on a copy of its index beside links to its files: its
 * folder can serve one process only, and that may be the running product.
 */
export async function openLocal({ data, tenant, container }: ArchiveOptions): Promise<Sources> {
  const wanted = companies.filter(({ key, tenantId }) => tenant === undefined || tenant === key || tenant === tenantId);
  if (wanted.length === 0) {
    const known = companies.map(({ key, tenantId }) => `${key} (${tenantId})`).join(", ");
    throw new CliError("usage", `No company "${tenant}" on this machine. There are: ${known}.`);
  }
  const copy = await copyOf(join(data, "azure"));
  try {
    const certFiles = await ensureCertificates(join(copy, "certificates"));
    trustCertificateAuthority(certFiles.caPem);
    const accounts = companies.map(({ account }) => account);
    const azurite = await startAzurite({ dir: join(copy, "blobs"), certFiles, accounts });
    const archives = wanted.map(({ account }) => {
      const accountUrl = azurite.url(account);
      return containerSource({ account, accountUrl, container, credential: localCredential() });
    });
    const close = async (): Promise<void> => {
      await azurite.stop();
      await rm(copy, { recursive: true, force: true });
    };
    return { archives, close };
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
}

const index = "__azurite_db_blob__.json";

/** The copy lies beside the original, so that files can be linked rather than copied. */
async function copyOf(directory: string): Promise<string> {
  const from = join(directory, "blobs");
  const names = await readdir(from).catch((): string[] => []);
  if (!names.includes(index)) {
    throw new CliError(
      "failed",
      `Nothing is archived in ${from} yet.\nRun "npm start -- --once" first, or name a storage account with --account-url.`,
    );
  }
  const copy = await mkdtemp(join(directory, "reading-"));
  const to = join(copy, "blobs");
  await mkdir(to);
  for (const name of names.filter((one) => one.endsWith(".json"))) await copyFile(join(from, name), join(to, name));
  for (const name of names.filter((one) => !one.endsWith(".json"))) await linkFolder(join(from, name), join(to, name));
  return copy;
}

async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    // A file system without links gets copies.
    await link(source, target).catch(() => copyFile(source, target));
  }
}
