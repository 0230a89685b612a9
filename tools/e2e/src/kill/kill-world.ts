import { join } from "node:path";
import type { TokenCredential } from "@azure/core-auth";
import { BlobServiceClient } from "@azure/storage-blob";
import {
  type Azurite,
  type LocalAzure,
  type Person,
  type RegisteredIdentity,
  startAzurite,
  startLocalAzure,
  type Tenant,
  trustCertificateAuthority,
} from "@logdoctor/local-azure";
import type { RunningProvider } from "@logdoctor/provider";
import { type CallTarget, call, createEnrolmentCode, createRetentionPolicy } from "@logdoctor/shared-policies";
import {
  adminApi,
  apiClientId,
  apiResource,
  containers,
  grantRetain,
  startLocalProvider,
} from "@logdoctor/start/parts";
import { type KillRow, killPolicies, killRetention, killRows } from "./kill-rows.ts";

/** A local Azure and a provider in which every kill happens to a customer of its own. */
export interface KillWorld {
  readonly azure: LocalAzure;
  readonly azurite: Azurite;
  readonly provider: RunningProvider;
  /** Adds a customer with rows and policies, and an agent that is not enrolled yet. */
  addCustomer(): Promise<Customer>;
  stop(): Promise<void>;
}

export interface Customer {
  readonly workspace: Tenant;
  readonly identity: RegisteredIdentity;
  readonly account: string;
  readonly credential: TokenCredential;
  readonly rows: readonly KillRow[];
  readonly api: CallTarget;
  readonly enrolmentCode: string;
}

const redirectUri = "http://127.0.0.1/tab/";
const tokenLifetimeSeconds = 30 * 86_400;

/** Starts the world for up to `customers` customers. */
export async function startKillWorld(directory: string, customers: number): Promise<KillWorld> {
  const azure = await startLocalAzure({
    directory: join(directory, "azure"),
    seed: "kill",
    apis: [{ clientId: apiClientId, identifierUri: apiResource, redirectUris: [redirectUri] }],
    behaviour: { deleteDataMs: 0 },
    tokenLifetimeSeconds,
  });
  trustCertificateAuthority(azure.certificates.caPem);
  const accounts = Array.from({ length: customers }, (_, i) => `logdoctorkill${i}`);
  const azurite = await startAzurite({ dir: join(directory, "blobs"), certFiles: azure.certificates, accounts });
  const provider = await startLocalProvider({ azure, port: 0, directory, tab: undefined, log: () => undefined });
  const free = accounts.values();
  return {
    azure,
    azurite,
    provider,
    async addCustomer() {
      const account = free.next().value;
      if (account === undefined) throw new RangeError(`This world has room for ${customers} customers`);
      return addCustomer({ azure, azurite, provider }, account);
    },
    async stop() {
      await provider.close();
      await azurite.stop();
      await azure.stop();
    },
  };
}

type Place = Pick<KillWorld, "azure" | "azurite" | "provider">;

async function addCustomer(place: Place, account: string): Promise<Customer> {
  const { azure, provider } = place;
  const subscriptionId = crypto.randomUUID();
  const workspace = await azure.addTenant({
    tenantId: crypto.randomUUID(),
    subscriptionId,
    resourceGroup: "logs",
    workspaceName: account,
    region: "koreacentral",
    retentionInDays: 90,
    tableRetention: killRetention,
  });
  const identity = azure.addIdentity({
    name: account,
    tenantId: workspace.tenantId,
    appRoles: { [apiClientId]: ["Agent.Report"] },
  });
  grantRetain(azure, identity.objectId, workspace.workspaceResourceId, subscriptionId);
  const rows = killRows(new Date(azure.clock.nowMs()));
  for (const [table, own] of Map.groupBy(rows, (row) => row.table)) {
    const texts = own.map(({ text }) => text);
    await azure.loadRows(workspace.customerId, table, texts);
  }
  const credential = credentialOf(identity);
  await makeContainers(place.azurite.url(account), credential);
  const admin = addAdmin(azure, workspace.tenantId, account);
  const api = adminApi(provider.url, { authority: azure.signInUrl, redirectUri }, { admin });
  for (const body of killPolicies) await call(api, createRetentionPolicy, { body });
  const { enrolmentCode } = (await call(api, createEnrolmentCode, { body: {} })).data;
  return { workspace, identity, account, credential, rows, api, enrolmentCode };
}

function addAdmin(azure: LocalAzure, tenantId: string, account: string): Person {
  return azure.addPerson({ name: "Admin", username: `admin@${account}.example`, tenantId, roles: ["LogDoctor.Admin"] });
}

async function makeContainers(accountUrl: string, credential: TokenCredential): Promise<void> {
  const service = new BlobServiceClient(accountUrl, credential);
  for (const name of Object.values(containers)) await service.getContainerClient(name).createIfNotExists();
}

/** Tokens of an identity without this process's environment, which has room for one identity header only. */
function credentialOf({ clientId, environment }: RegisteredIdentity): TokenCredential {
  return {
    async getToken(scopes) {
      const resource = String(scopes).replace(/\/\.default$/, "");
      const query = new URLSearchParams({ "api-version": "2019-08-01", resource, client_id: clientId });
      const headers = { "x-identity-header": environment.IDENTITY_HEADER };
      const answer = await fetch(`${environment.IDENTITY_ENDPOINT}?${query}`, { headers });
      const { access_token, expires_on } = (await answer.json()) as { access_token: string; expires_on: string };
      return { token: access_token, expiresOnTimestamp: Number(expires_on) * 1000 };
    },
  };
}
