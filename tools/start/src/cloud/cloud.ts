import { join } from "node:path";
import { ManagedIdentityCredential } from "@azure/identity";
import { BlobServiceClient } from "@azure/storage-blob";
import {
  type Azurite,
  type LocalAzure,
  startAzurite,
  startLocalAzure,
  trustCertificateAuthority,
} from "@logdoctor/local-azure";
import { accountOf, addCompany, type Company, companyKeys, retentionAtFirst } from "./companies.ts";
import { apiClientId, apiResource } from "./registration.ts";
import { readWorld, type WorldFile, writeWorld } from "./world-file.ts";

/** The local Azure with its two companies, before any row is loaded. */
export interface Cloud {
  readonly azure: LocalAzure;
  readonly azurite: Azurite;
  readonly companies: readonly Company[];
  readonly directory: string;
  /** What survives a restart; change it with `keep`. */
  world(): WorldFile;
  keep(change: Partial<WorldFile>): Promise<void>;
  stop(): Promise<void>;
}

export interface CloudOptions {
  readonly directory: string;
  /** Undefined: that of the data at hand, or 1. */
  readonly scale: number | undefined;
  /** Address of the tab, which people come back to after sign-in. */
  readonly redirectUris: readonly string[];
  readonly containers: readonly string[];
  readonly seed: string;
}

/** Delays that Azure documents only as "minutes" or "up to 30 days"; short here, so that a run ends while one watches. */
const shortDelays = { deleteDataMs: 1_000, purgeMs: 1_000 } as const;

/** Named by a 429: half of the 30 seconds in which the query API takes 200 requests. The real value is not documented. */
const retryAfterSeconds = 15;

/** The SDK keeps a token by the machine's time; it must outlive a clock that is put forward by a day or two. */
const tokenLifetimeSeconds = 7 * 86_400;

/** Starts the local Azure on the world that `directory` holds, or on a new one. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  let world = readWorld(options.directory) ?? newWorld(options);
  if (options.scale !== undefined && options.scale !== world.scale) {
    throw new RangeError(
      `${options.directory} was made with --scale ${world.scale}. Delete it, or choose another --data.`,
    );
  }
  const azure = await startLocalAzure({
    directory: options.directory,
    seed: options.seed,
    apis: [{ clientId: apiClientId, identifierUri: apiResource, redirectUris: options.redirectUris }],
    behaviour: { ...shortDelays, retryAfterSeconds },
    tokenLifetimeSeconds,
  });
  trustCertificateAuthority(azure.certificates.caPem);
  azure.clock.advance(world.clockAheadMs);
  const secret = crypto.randomUUID();
  const companies: Company[] = [];
  for (const key of companyKeys) companies.push(await addCompany(azure, key, { world, secret }));
  const azurite = await startBlobs(options, azure, companies);
  const keep = async (change: Partial<WorldFile>): Promise<void> => {
    world = { ...world, ...change, clockAheadMs: Math.max(0, azure.clock.nowMs() - Date.now()) };
    await writeWorld(options.directory, world);
  };
  await keep({});
  const stop = async (): Promise<void> => {
    await azurite.stop();
    await azure.stop();
  };
  return { azure, azurite, companies, directory: options.directory, world: () => world, keep, stop };
}

function newWorld({ scale, seed }: CloudOptions): WorldFile {
  return {
    formatVersion: 1,
    seed,
    scale: scale ?? 1,
    anchor: new Date().toISOString(),
    clockAheadMs: 0,
    lateRowsLoaded: false,
    retention: Object.fromEntries(companyKeys.map((key) => [key, retentionAtFirst(key)])),
  };
}

/** Blob storage with an account and its containers per company, as the agent's Bicep template would make them. */
async function startBlobs(options: CloudOptions, azure: LocalAzure, companies: readonly Company[]): Promise<Azurite> {
  const azurite = await startAzurite({
    dir: join(options.directory, "blobs"),
    certFiles: azure.certificates,
    accounts: companyKeys.map(accountOf),
  });
  useIdentityEndpoint(companies);
  for (const { account, identity } of companies) {
    const service = new BlobServiceClient(
      azurite.url(account),
      new ManagedIdentityCredential({ clientId: identity.clientId }),
    );
    for (const name of options.containers) await service.getContainerClient(name).createIfNotExists();
  }
  return azurite;
}

/** The SDK's credential reads these two from the environment alone; all identities of this process share them. */
function useIdentityEndpoint(companies: readonly Company[]): void {
  for (const { identity } of companies) Object.assign(process.env, identity.environment);
}
