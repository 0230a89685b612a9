import { type Agent, createAgent } from "@logdoctor/agent/runner";
import type { Tenant } from "@logdoctor/local-azure";
import type { RunningProvider } from "@logdoctor/provider";
import type { Cloud } from "./cloud/cloud.ts";
import type { Company } from "./cloud/companies.ts";
import { apiResource } from "./cloud/registration.ts";
import type { LogFile } from "./log-file.ts";

export interface AgentPlace {
  readonly cloud: Cloud;
  readonly provider: RunningProvider;
  readonly company: Company;
  readonly enrolmentCode: string | undefined;
  readonly log: LogFile;
}

export const containers = { archive: "archive", state: "logdoctor-state" } as const;

export interface AgentAddresses {
  readonly azureUrl: string;
  readonly accountUrl: string;
  readonly provider: RunningProvider;
}

/** The settings that an agent's Bicep template would write. */
export function agentSettings(
  at: AgentAddresses,
  workspace: Tenant,
  agent: {
    readonly clientId: string;
    readonly enrolmentCode: string | undefined;
    readonly filterRules?: readonly string[];
  },
): Record<string, string | undefined> {
  return {
    LOGDOCTOR_PROVIDER_URL: at.provider.url,
    LOGDOCTOR_PROVIDER_SCOPE: `${apiResource}/.default`,
    LOGDOCTOR_TENANT_ID: workspace.tenantId,
    LOGDOCTOR_WORKSPACE_RESOURCE_ID: workspace.workspaceResourceId,
    LOGDOCTOR_WORKSPACE_ID: workspace.customerId,
    LOGDOCTOR_REGION: workspace.region,
    LOGDOCTOR_ARCHIVE_ACCOUNT_URL: at.accountUrl,
    LOGDOCTOR_ARCHIVE_CONTAINER: containers.archive,
    LOGDOCTOR_STATE_CONTAINER: containers.state,
    LOGDOCTOR_BUNDLE_KEYS: JSON.stringify(at.provider.deps.bundleSigner.publicKeys),
    LOGDOCTOR_ENROLMENT_CODE: agent.enrolmentCode,
    LOGDOCTOR_CLIENT_ID: agent.clientId,
    LOGDOCTOR_CEILING: JSON.stringify({ allowPurge: true }),
    LOGDOCTOR_FILTER_RULES: JSON.stringify(agent.filterRules ?? []),
    LOGDOCTOR_LOGS_ENDPOINT: `${at.azureUrl}/v1`,
    LOGDOCTOR_ARM_ENDPOINT: at.azureUrl,
  };
}

/** A company's real agent. It follows the local Azure's clock; where it would wait, that clock goes forward. */
export function createLocalAgent(place: AgentPlace): Agent {
  const { cloud, provider, company, enrolmentCode, log } = place;
  const { azure, azurite } = cloud;
  const at = { azureUrl: azure.url, accountUrl: azurite.url(company.account), provider };
  const own = { clientId: company.identity.clientId, enrolmentCode, filterRules: [company.collectionRule] };
  return createAgent(agentSettings(at, company.workspace, own), {
    clock: {
      now: () => new Date(azure.clock.nowMs()),
      sleep: async (ms) => azure.clock.advance(ms),
    },
    log: (event, fields) => log.write({ at: azure.clock.nowIso(), event, ...fields }),
  });
}
