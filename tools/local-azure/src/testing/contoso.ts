import {
  type LocalAzure,
  type LocalAzureOptions,
  type RegisteredIdentity,
  startLocalAzure,
  type Tenant,
  trustCertificateAuthority,
} from "../index.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export const NOW = "2026-11-21T00:00:00Z";
const TENANT_ID = "11111111-1111-4111-8111-111111111111";

/** One tenant in Korea with an agent that may do everything to its workspace. */
export type Contoso = AsyncDisposable & {
  readonly azure: LocalAzure;
  readonly tenant: Tenant;
  readonly agent: RegisteredIdentity;
  token(resource: string, identity?: RegisteredIdentity): Promise<string>;
  /** ARM below the workspace, with the agent's token. */
  arm(method: string, path: string, body?: unknown): Promise<Response>;
  /** The query API, with the agent's token. */
  query(text: string, headers?: Record<string, string>): Promise<Response>;
};

/** Starts a local Azure whose clock stands at `NOW`. */
export async function startContoso(options: Partial<LocalAzureOptions> = {}): Promise<Contoso> {
  const directory = await temporaryDirectory();
  const azure = await startLocalAzure({ directory: directory.path, seed: "contoso", ...options });
  trustCertificateAuthority(azure.certificates.caPem);
  azure.clock.set(NOW);
  const tenant = await azure.addTenant({
    tenantId: TENANT_ID,
    subscriptionId: "22222222-2222-4222-8222-222222222222",
    resourceGroup: "logs",
    workspaceName: "contoso",
    region: "koreacentral",
    customTables: [
      {
        name: "Orders_CL",
        columns: [
          { name: "TimeGenerated", type: "datetime" },
          { name: "Big", type: "long" },
          { name: "Bag", type: "dynamic" },
          { name: "Text", type: "string" },
        ],
      },
    ],
  });
  const agent = azure.addIdentity({ name: "agent", tenantId: TENANT_ID });
  azure.grant({
    principalId: agent.objectId,
    scope: "/subscriptions/22222222-2222-4222-8222-222222222222",
    actions: ["*"],
    dataActions: ["*"],
  });
  const token = (resource: string, identity = agent): Promise<string> => getToken(azure, resource, identity);
  return {
    azure,
    tenant,
    agent,
    token,
    arm: async (method, path, body) =>
      callArm(
        `${azure.url}${tenant.workspaceResourceId}${path}`,
        method,
        await token("https://management.azure.com/"),
        body,
      ),
    query: async (text, headers = {}) => {
      const authorization = `Bearer ${await token("https://api.loganalytics.io")}`;
      const url = `${azure.url}/v1/workspaces/${tenant.customerId}/query`;
      return fetch(url, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: JSON.stringify({ query: text }),
      });
    },
    async [Symbol.asyncDispose]() {
      await azure.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function getToken(azure: LocalAzure, resource: string, identity: RegisteredIdentity): Promise<string> {
  const parameters = new URLSearchParams({ "api-version": "2019-08-01", resource, client_id: identity.clientId });
  const response = await fetch(`${azure.url}/msi/token?${parameters}`, {
    headers: { "x-identity-header": identity.secret },
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

export async function callArm(url: string, method: string, token: string, body?: unknown): Promise<Response> {
  const target = url.includes("api-version=") ? url : `${url}?api-version=2023-09-01`;
  return fetch(target, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A row of AppTraces so many days before `NOW`. */
export function trace(daysAgo: number, message: string, more: Record<string, unknown> = {}): string {
  const time = new Date(Date.parse(NOW) - daysAgo * 86_400_000).toISOString();
  return JSON.stringify({ TimeGenerated: time, Message: message, SeverityLevel: 1, ...more });
}

/** Rows of the first table of an answer. */
export async function rowsOf(response: Response): Promise<unknown[][]> {
  const answer = (await response.json()) as { tables?: { rows: unknown[][] }[] };
  if (answer.tables === undefined) throw new Error(JSON.stringify(answer));
  return answer.tables[0]?.rows ?? [];
}
