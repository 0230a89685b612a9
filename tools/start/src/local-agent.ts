import { type Agent, createAgent } from "@logdoctor/agent/runner";
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

/**
 * A company's real agent, with the settings that its Bicep template would write. It follows the local Azure's clock; where
 * it would wait, that clock goes forward.
 */
export function createLocalAgent(place: AgentPlace): Agent {
  const { cloud, provider, company, log } = place;
  const { azure, azurite } = cloud;
  return createAgent(
    {
      LOGDOCTOR_PROVIDER_URL: provider.url,
      LOGDOCTOR_PROVIDER_SCOPE: `${apiResource}/.default`,
      LOGDOCTOR_TENANT_ID: company.tenant.tenantId,
      LOGDOCTOR_WORKSPACE_RESOURCE_ID: company.workspace.workspaceResourceId,
      LOGDOCTOR_WORKSPACE_ID: company.workspace.customerId,
      LOGDOCTOR_REGION: company.tenant.region,
      LOGDOCTOR_ARCHIVE_ACCOUNT_URL: azurite.url(company.account),
      LOGDOCTOR_ARCHIVE_CONTAINER: containers.archive,
      LOGDOCTOR_STATE_CONTAINER: containers.state,
      LOGDOCTOR_BUNDLE_KEYS: JSON.stringify(provider.deps.bundleSigner.publicKeys),
      LOGDOCTOR_ENROLMENT_CODE: place.enrolmentCode,
      LOGDOCTOR_CLIENT_ID: company.identity.clientId,
      LOGDOCTOR_CEILING: JSON.stringify({ allowPurge: true }),
      LOGDOCTOR_LOGS_ENDPOINT: `${azure.url}/v1`,
      LOGDOCTOR_ARM_ENDPOINT: azure.url,
    },
    {
      clock: {
        now: () => new Date(azure.clock.nowMs()),
        sleep: async (ms) => azure.clock.advance(ms),
      },
      log: (event, fields) => log.write({ at: azure.clock.nowIso(), event, ...fields }),
    },
  );
}
