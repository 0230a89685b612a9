import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ClientSecretCredential, ManagedIdentityCredential } from "@azure/identity";
import { remoteKeys } from "../auth/key-source.ts";
import { type BotDeps, connectorHosts, type NotifyDeps, type Send, workflowHosts } from "./notify-deps.ts";
import { secretBox } from "./secret-box.ts";

const botScope = "https://api.botframework.com/.default";

/** Notifications as the configuration has them. */
export interface NotifyConfig {
  readonly key: string | undefined;
  readonly incidentUrl: string;
  readonly findingUrl: string;
  readonly filterUrl: string;
  readonly webhookHosts: readonly string[];
  readonly bot: BotConfig | undefined;
}

export interface BotConfig {
  readonly appId: string;
  /** Tenant of the bot's registration. */
  readonly homeTenant: string;
  /** Without it the bot is a user-assigned managed identity. */
  readonly secret: string | undefined;
  readonly authority: string;
  readonly keysUrl: string;
  readonly serviceHosts: readonly string[];
  readonly tenants: readonly string[];
}

export interface Surroundings {
  /** Where a key is made and kept when none is configured; absent where several instances would make several. */
  readonly keyDirectory: string | undefined;
  readonly fetch: typeof fetch | undefined;
  readonly botToken: (() => Promise<string>) | undefined;
}

/** What notifications need, made real. */
export function notificationsOf(config: NotifyConfig, surroundings: Surroundings): NotifyDeps {
  const { keyDirectory, fetch: given } = surroundings;
  const key = config.key ?? (keyDirectory === undefined ? undefined : localKey(keyDirectory));
  const send: Send = given ?? fetch;
  return {
    secrets: key === undefined ? undefined : secretBox(key),
    webhookHosts: config.webhookHosts.length > 0 ? config.webhookHosts : workflowHosts,
    send: (request) => send(request),
    bot: config.bot === undefined ? undefined : botOf(config.bot, surroundings),
    incidentUrl: config.incidentUrl,
    findingUrl: config.findingUrl,
    filterUrl: config.filterUrl,
  };
}

function botOf(config: BotConfig, { fetch: given, botToken }: Surroundings): BotDeps {
  const { appId, homeTenant, serviceHosts, tenants } = config;
  return {
    appId,
    keys: remoteKeys(config.keysUrl, given).get,
    token: botToken ?? tokenOf(config),
    serviceHosts: serviceHosts.length > 0 ? serviceHosts : connectorHosts,
    tenants: (tenants.length > 0 ? tenants : [homeTenant]).map((tenantId) => tenantId.toLowerCase()),
  };
}

/** @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
function tokenOf({ appId, homeTenant, secret, authority }: BotConfig): () => Promise<string> {
  const credential =
    secret === undefined
      ? new ManagedIdentityCredential({ clientId: appId })
      : new ClientSecretCredential(homeTenant, appId, secret, {
          authorityHost: authority,
          disableInstanceDiscovery: authority !== publicAuthority,
        });
  return async () => (await credential.getToken(botScope)).token;
}

const publicAuthority = "https://login.microsoftonline.com";

/** The key of a local installation: made at the first start, readable by its owner alone. */
function localKey(directory: string): string {
  const file = join(directory, "notify-key");
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
