import type { JWTVerifyGetKey } from "jose";
import type { SecretBox } from "./secret-box.ts";

export type Send = (request: Request) => Promise<Response>;

/** The bot's registration, and whom it listens to. */
export interface BotDeps {
  /** Client id of the bot: never that of the API, or a person's token for one could be shown to the other. */
  readonly appId: string;
  /** Keys of the Bot Framework. */
  readonly keys: JWTVerifyGetKey;
  /** Token for the Bot Connector. */
  readonly token: () => Promise<string>;
  /** Hosts, or `*.` and a suffix, that the bot's own token may be sent to. */
  readonly serviceHosts: readonly string[];
  /** Entra tenants that may use the bot. */
  readonly tenants: readonly string[];
}

/** What notifications need from outside. */
export interface NotifyDeps {
  /** Absent without a key: then no webhook can be set. */
  readonly secrets: SecretBox | undefined;
  /** Hosts, or `*.` and a suffix, that a webhook may lie at. */
  readonly webhookHosts: readonly string[];
  readonly send: Send;
  /** Absent: there is no bot. */
  readonly bot: BotDeps | undefined;
  /** Address of an incident's page, with `{id}` in it. */
  readonly incidentUrl: string;
  /** Address of a finding's page, with `{id}` in it; without what comes from there on, of the page of all findings. */
  readonly findingUrl: string;
  /** Address of a rule of Filter, with `{id}` in it; without `/one` and what comes after it, of all rules. */
  readonly filterUrl: string;
}

/** Hosts of Workflows: the older and the newer form. */
export const workflowHosts = ["*.logic.azure.com", "*.environment.api.powerplatform.com"];

/** Hosts of the Bot Connector for Teams. */
export const connectorHosts = ["smba.trafficmanager.net", "*.botframework.com"];

/** Whether an address is HTTPS at one of the hosts, with no user in it and no port but the listed one. */
export function isAt(address: string, hosts: readonly string[]): boolean {
  const url = URL.parse(address);
  if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "") return false;
  return hosts.some((host) => (host.startsWith("*.") ? url.host.endsWith(host.slice(1)) : url.host === host));
}
