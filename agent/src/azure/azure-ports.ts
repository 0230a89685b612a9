import type { TokenCredential } from "@azure/core-auth";
import type { AgentConfig } from "../config.ts";
import type { Clock } from "../deps.ts";
import type { DetectWorkspace } from "../jobs/detect/ports.ts";
import type { Filtering } from "../jobs/filter/ports.ts";
import type { PreventWorkspace } from "../jobs/prevent/ports.ts";
import type { ArchiveBlobs, RetainWorkspace, StateBlobs } from "../jobs/retain/ports.ts";
import { rawClient } from "./arm-client.ts";
import { provenEmpty } from "./empty-listing.ts";
import { lazyArchive, lazyDetection, lazyFiltering, lazyPrevention, lazyState, lazyWorkspace } from "./lazy-ports.ts";
import type { LogsClient } from "./logs-client.ts";

export interface AzurePorts {
  readonly workspace: RetainWorkspace;
  readonly detection: DetectWorkspace;
  readonly prevention: PreventWorkspace;
  readonly filtering: Filtering;
  readonly archive: ArchiveBlobs;
  readonly state: StateBlobs;
}

/**
 * The customer's workspace and storage through Azure's own clients. The clients are half of the agent's code and a poll
 * that finds nothing due needs none of them, so they are loaded by the first call.
 */
export function azurePorts(config: AgentConfig, credential: TokenCredential, clock: Clock): AzurePorts {
  const storage = rawClient(credential, config.LOGDOCTOR_STORAGE_SCOPE);
  const account = config.LOGDOCTOR_ARCHIVE_ACCOUNT_URL.replace(/\/$/, "");
  const stateUrl = `${account}/${config.LOGDOCTOR_STATE_CONTAINER}`;
  const connect = { config, credential, clock };
  return {
    workspace: lazyWorkspace(() => loadWorkspace(connect)),
    detection: lazyDetection(() => loadDetection(connect)),
    prevention: lazyPrevention(() => loadPrevention(connect)),
    filtering: lazyFiltering(
      { ids: config.LOGDOCTOR_FILTER_RULES, workspaceId: config.LOGDOCTOR_WORKSPACE_RESOURCE_ID },
      () => loadFiltering(connect),
    ),
    archive: lazyArchive(async () => {
      const { archiveContainer } = await import("./blobs.ts");
      const at = { account, container: config.LOGDOCTOR_ARCHIVE_CONTAINER, credential };
      return archiveContainer(at, config.LOGDOCTOR_ARCHIVE_TIER);
    }),
    state: lazyState(
      async () => {
        const { stateContainer } = await import("./blobs.ts");
        return stateContainer({ account, container: config.LOGDOCTOR_STATE_CONTAINER, credential });
      },
      (prefix) => provenEmpty(storage, stateUrl, prefix),
    ),
  };
}

interface Connect {
  readonly config: AgentConfig;
  readonly credential: TokenCredential;
  readonly clock: Clock;
}

async function loadWorkspace({ config, credential, clock }: Connect): Promise<RetainWorkspace> {
  const [logs, { azureWorkspace }] = await Promise.all([
    loadLogs({ config, credential, clock }),
    import("./workspace.ts"),
  ]);
  const arm = rawClient(credential, config.LOGDOCTOR_ARM_SCOPE);
  const resourceId = config.LOGDOCTOR_WORKSPACE_RESOURCE_ID;
  return azureWorkspace(logs, arm, { armEndpoint: config.LOGDOCTOR_ARM_ENDPOINT, resourceId, clock });
}

async function loadDetection(connect: Connect): Promise<DetectWorkspace> {
  const [logs, workspace, { detectWorkspace }] = await Promise.all([
    loadLogs(connect),
    loadWorkspace(connect),
    import("./detect-workspace.ts"),
  ]);
  return detectWorkspace(logs, async (table) => (await workspace.table(table)) !== undefined);
}

async function loadFiltering(connect: Connect): Promise<Filtering> {
  const { config, credential, clock } = connect;
  const [logs, workspace, prevention, { filtering }, { collectionRules }] = await Promise.all([
    loadLogs(connect),
    loadWorkspace(connect),
    loadPrevention(connect),
    import("./filtering.ts"),
    import("./collection-rules.ts"),
  ]);
  const arm = rawClient(credential, config.LOGDOCTOR_ARM_SCOPE);
  const rules = collectionRules(arm, {
    armEndpoint: config.LOGDOCTOR_ARM_ENDPOINT,
    workspaceId: config.LOGDOCTOR_WORKSPACE_RESOURCE_ID,
    ids: config.LOGDOCTOR_FILTER_RULES,
  });
  const { LOGDOCTOR_CEILING: ceiling } = config;
  return filtering({ rules, logs, prevention, ceiling, clock, table: (name) => workspace.table(name) });
}

async function loadPrevention(connect: Connect): Promise<PreventWorkspace> {
  const [logs, { preventWorkspace }] = await Promise.all([loadLogs(connect), import("./prevent-workspace.ts")]);
  const { config, credential } = connect;
  const arm = rawClient(credential, config.LOGDOCTOR_ARM_SCOPE);
  const resourceId = config.LOGDOCTOR_WORKSPACE_RESOURCE_ID;
  return preventWorkspace(logs, arm, { armEndpoint: config.LOGDOCTOR_ARM_ENDPOINT, resourceId });
}

async function loadLogs({ config, credential, clock }: Connect): Promise<LogsClient> {
  const { logsClient } = await import("./logs-client.ts");
  const endpoint = config.LOGDOCTOR_LOGS_ENDPOINT;
  const scope = config.LOGDOCTOR_LOGS_SCOPE;
  const workspaceId = config.LOGDOCTOR_WORKSPACE_ID;
  return logsClient(credential, rawClient(credential, scope), { clock, endpoint, scope, workspaceId });
}
