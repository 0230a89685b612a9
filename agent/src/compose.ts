import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManagedIdentityCredential } from "@azure/identity";
import { openDuckdbCodec } from "./archive/duckdb-codec.ts";
import { azurePorts } from "./azure/azure-ports.ts";
import type { AgentConfig } from "./config.ts";
import type { AgentSettings, Clock, Deps, Log } from "./deps.ts";
import { bundleVerifier } from "./provider/bundle.ts";
import { providerClient } from "./provider/client.ts";
import { agentVersion } from "./version.ts";

/** DuckDB's share of the agent's 350 MB. */
const codecMemory = "140MB";
const providerTimeoutMs = 30_000;

export interface Host {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Builds the agent from its settings: the only place that makes Azure clients. Identity is the managed one, always. */
export function composeAgent(config: AgentConfig, host: Host): Deps {
  const clientId = config.LOGDOCTOR_CLIENT_ID;
  const credential =
    clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  const settings = settingsOf(config);
  return {
    ...host,
    settings,
    ...azurePorts(config, credential, host.clock),
    openCodec: () => openDuckdbCodec({ memoryLimit: codecMemory, threads: 2, tempDirectory: settings.tempDirectory }),
    openPatterns: async () => (await import("./jobs/detect/shipped-patterns.ts")).shippedPatterns(),
    openRules: async () => (await import("./jobs/prevent/shipped-rules.ts")).shippedRules(),
    verifyBundle: bundleVerifier(config.LOGDOCTOR_BUNDLE_KEYS as Parameters<typeof bundleVerifier>[0]),
    newId: randomUUID,
    provider: providerClient({
      baseUrl: config.LOGDOCTOR_PROVIDER_URL,
      fetch: host.fetch,
      timeoutMs: providerTimeoutMs,
      token: async () => (await credential.getToken(config.LOGDOCTOR_PROVIDER_SCOPE)).token,
    }),
  };
}

function settingsOf(config: AgentConfig): AgentSettings {
  const instanceId = randomUUID();
  const tempDirectory = join(tmpdir(), `logdoctor-${instanceId}`);
  mkdirSync(tempDirectory, { recursive: true, mode: 0o700 });
  return {
    tenantId: config.LOGDOCTOR_TENANT_ID,
    workspaceId: config.LOGDOCTOR_WORKSPACE_ID,
    workspaceResourceId: config.LOGDOCTOR_WORKSPACE_RESOURCE_ID,
    region: config.LOGDOCTOR_REGION,
    agentVersion,
    instanceId,
    enrolmentCode: config.LOGDOCTOR_ENROLMENT_CODE,
    ceiling: config.LOGDOCTOR_CEILING,
    timeBudgetMs: config.LOGDOCTOR_TIME_BUDGET_SECONDS * 1000,
    tempDirectory,
    archiveTier: config.LOGDOCTOR_ARCHIVE_TIER,
  };
}
