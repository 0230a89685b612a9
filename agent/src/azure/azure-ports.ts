import type { TokenCredential } from "@azure/core-auth";
import type { AgentConfig } from "../config.ts";
import type { Clock } from "../deps.ts";
import type { ArchiveBlobs, RetainWorkspace, StateBlobs } from "../jobs/retain/ports.ts";
import { rawClient } from "./arm-client.ts";
import { provenEmpty } from "./empty-listing.ts";
import { lazyArchive, lazyState, lazyWorkspace } from "./lazy-ports.ts";

export interface AzurePorts {
  readonly workspace: RetainWorkspace;
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
  return {
    workspace: lazyWorkspace(() => loadWorkspace(config, credential, clock)),
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

async function loadWorkspace(config: AgentConfig, credential: TokenCredential, clock: Clock): Promise<RetainWorkspace> {
  const [{ logsClient }, { azureWorkspace }] = await Promise.all([
    import("./logs-client.ts"),
    import("./workspace.ts"),
  ]);
  const endpoint = config.LOGDOCTOR_LOGS_ENDPOINT;
  const scope = config.LOGDOCTOR_LOGS_SCOPE;
  const workspaceId = config.LOGDOCTOR_WORKSPACE_ID;
  const logs = logsClient(credential, rawClient(credential, scope), { clock, endpoint, scope, workspaceId });
  const arm = rawClient(credential, config.LOGDOCTOR_ARM_SCOPE);
  const resourceId = config.LOGDOCTOR_WORKSPACE_RESOURCE_ID;
  return azureWorkspace(logs, arm, { armEndpoint: config.LOGDOCTOR_ARM_ENDPOINT, resourceId, clock });
}
