import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { ensureCertificates } from "@logdoctor/local-azure";

/** Everything that an agent talks to when nothing is due: its identity, its storage, and a provider that says "wait". */
export interface AgentStub {
  /** Settings of an agent that talks to it. */
  readonly env: NodeJS.ProcessEnv;
  /** When each poll was answered, in ms since the epoch. */
  readonly answeredAt: readonly number[];
  close(): void;
}

const workspaceId = "11111111-1111-4111-8111-111111111111";
const tenantId = "7a1c1f0e-52b4-4c6e-9a51-0d3a8f2b7c10";
const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg";
const noBlobs =
  '<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs /><NextMarker /></EnumerationResults>';
const wait = { decision: "wait", job: "retain", reason: "not-due", nextPollAt: "2100-01-01T00:00:00.000Z" };

export async function startAgentStub(folder: string): Promise<AgentStub> {
  const certificates = await ensureCertificates(folder);
  const answeredAt: number[] = [];
  const server = createServer({ key: certificates.keyPem, cert: certificates.certPem }, (request, response) => {
    request.resume();
    const { type, body } = answerTo(request.url ?? "");
    response.writeHead(200, { "content-type": type }).end(body);
    if (request.url === "/v1/should_i_run") answeredAt.push(performance.timeOrigin + performance.now());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ...settings(url), NODE_EXTRA_CA_CERTS: certificates.caFile };
  return { env, answeredAt, close: () => server.close() };
}

function answerTo(path: string): { type: string; body: string } {
  if (path.startsWith("/identity")) {
    const expires_on = String(Math.floor(Date.now() / 1000) + 86_400);
    const token = { access_token: "token", expires_on, resource: "any", token_type: "Bearer", client_id: "any" };
    return { type: "application/json", body: JSON.stringify(token) };
  }
  if (path === "/v1/should_i_run") return { type: "application/json", body: JSON.stringify({ decisions: [wait] }) };
  return { type: "application/xml", body: noBlobs };
}

function settings(url: string): NodeJS.ProcessEnv {
  return {
    IDENTITY_ENDPOINT: `${url}/identity`,
    IDENTITY_HEADER: "secret",
    LOGDOCTOR_PROVIDER_URL: url,
    LOGDOCTOR_PROVIDER_SCOPE: "api://provider/.default",
    LOGDOCTOR_TENANT_ID: tenantId,
    LOGDOCTOR_WORKSPACE_RESOURCE_ID: `${group}/providers/Microsoft.OperationalInsights/workspaces/logs`,
    LOGDOCTOR_WORKSPACE_ID: workspaceId,
    LOGDOCTOR_REGION: "koreacentral",
    LOGDOCTOR_ARCHIVE_ACCOUNT_URL: `${url}/account`,
    LOGDOCTOR_BUNDLE_KEYS: JSON.stringify({ keys: [{ kty: "OKP", crv: "Ed25519", x: "A".repeat(43) }] }),
  };
}
