import { join } from "node:path";
import type { LocalAzure } from "@logdoctor/local-azure";
import { type RunningProvider, readConfig, type StartOptions, startProvider } from "@logdoctor/provider";
import { sampleTenants } from "@logdoctor/sample-data";
import { apiClientId, apiScope } from "./cloud/registration.ts";
import { botSettings } from "./local-bot.ts";

export interface ProviderPlace {
  readonly azure: LocalAzure;
  readonly port: number;
  readonly directory: string;
  /** Folder of the built tab; undefined leaves it out. */
  readonly tab: string | undefined;
  readonly log: NonNullable<StartOptions["log"]>;
}

/** Starts the real provider on its embedded store, with the local Azure as its token issuer and on its clock. */
export function startLocalProvider(place: ProviderPlace): Promise<RunningProvider> {
  const { azure, port, directory, tab, log } = place;
  const config = readConfig({
    PORT: String(port),
    API_AUDIENCE: apiClientId,
    JWKS_URL: `${azure.url}/common/discovery/v2.0/keys`,
    DATA_DIRECTORY: join(directory, "provider"),
    TAB_DIRECTORY: tab,
    TAB_CLIENT_ID: apiClientId,
    TAB_AUTHORITY: `${azure.signInUrl}/organizations`,
    TAB_SCOPE: apiScope,
    TAB_API_BASE: `http://127.0.0.1:${port}`,
    INCIDENT_URL: `http://127.0.0.1:${port}/tab/#/detect/incidents/{id}`,
    ...botSettings(
      azure,
      Object.values(sampleTenants).map(({ tenantId }) => tenantId),
    ),
  });
  const botToken = async (): Promise<string> => "local-bot";
  return startProvider(config, { now: () => new Date(azure.clock.nowMs()), log, botToken });
}
