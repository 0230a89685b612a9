import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalAzure, renderCard } from "@logdoctor/local-azure";
import { type CallTarget, call, getNotificationSettings, updateNotificationSettings } from "@logdoctor/shared-policies";
import type { Company } from "./cloud/companies.ts";

/** Client id of the bot's registration: never that of the API. */
const botAppId = "1d0c70a5-6f0e-4c8a-9b1d-10c0d0c70002";
const languages = { kr: "ko", jp: "ja" } as const;

/** The provider's settings by which its bot talks to the local Azure's Teams. */
export function botSettings(azure: LocalAzure, tenantIds: readonly string[]): Record<string, string> {
  return {
    BOT_APP_ID: botAppId,
    BOT_TENANT_ID: tenantIds[0] ?? "",
    BOT_TENANTS: tenantIds.join(","),
    BOT_SERVICE_HOSTS: new URL(azure.url).host,
    BOT_JWKS_URL: `${azure.url}/botframework/v1/.well-known/keys`,
  };
}

interface Installing {
  readonly azure: LocalAzure;
  readonly company: Company;
  readonly api: CallTarget;
}

/** Installs the bot in a channel of a company, and lets its admin act on cards, which come in its own language. */
export async function installBot({ azure, company, api }: Installing): Promise<void> {
  const { tenantId, key } = company.tenant;
  const serviceUrl = `${azure.url}/connector/`;
  const nowSeconds = Math.floor(azure.clock.nowMs() / 1000);
  const issued = { iss: "https://api.botframework.com", aud: botAppId, serviceurl: serviceUrl };
  const token = await azure.connector.token({ ...issued, nbf: nowSeconds - 60, exp: nowSeconds + 3600 });
  const activity = {
    ...{ type: "installationUpdate", action: "add", channelId: "msteams", serviceUrl },
    from: { id: "29:admin", aadObjectId: company.admin.objectId, name: company.admin.name },
    recipient: { id: `28:${botAppId}` },
    conversation: { id: `19:incidents-${key}@thread.tacv2`, conversationType: "channel", tenantId },
    channelData: { tenant: { id: tenantId }, team: { id: `19:security-${key}@thread.tacv2` } },
  };
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify(activity);
  const answer = await fetch(`${api.baseUrl}/api/messages`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`The bot could not be installed: ${await answer.text()}`);
  const { data } = await call(api, getNotificationSettings);
  if (data.responders.length > 0) return;
  const responders = [{ objectId: company.admin.objectId, name: company.admin.name }];
  const wished = { language: languages[key], responders };
  await call(api, updateNotificationSettings, { ifMatch: data.etag, body: wished });
}

const patienceMs = 10_000;

/**
 * Waits until `expected` cards were posted, or for ten seconds, and writes them as pages into `directory`. The files' paths.
 */
export async function writeCards(azure: LocalAzure, directory: string, expected: number): Promise<string[]> {
  for (let waited = 0; waited < patienceMs && azure.connector.messages().length < expected; waited += 100) {
    await sleep(100);
  }
  await mkdir(directory, { recursive: true });
  const files = azure.connector.messages().map(({ card }, index) => ({
    path: join(directory, `card-${index + 1}.html`),
    page: renderCard(card),
  }));
  await Promise.all(files.map(({ path, page }) => writeFile(path, page)));
  return files.map(({ path }) => path);
}
