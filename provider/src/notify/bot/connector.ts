import type { AdaptiveCard } from "@logdoctor/cards";
import { DeliveryError, type Trouble } from "../delivery-error.ts";
import { type BotDeps, isAt, type NotifyDeps, type Send } from "../notify-deps.ts";
import { sendJson } from "../outgoing/send-json.ts";

/** The Bot Connector's REST interface, as far as posting and updating cards goes. */
export interface Connector {
  /** Posts a card as a new message and gives its id. */
  readonly post: (to: Address, message: CardMessage) => Promise<string>;
  readonly update: (to: Address, activityId: string, message: CardMessage) => Promise<void>;
}

export interface Address {
  readonly serviceUrl: string;
  readonly conversationId: string;
}

export interface CardMessage {
  readonly card: AdaptiveCard;
  /** Shown in notifications. */
  readonly summary: string;
}

/** @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export function connector(bot: BotDeps, { send }: Pick<NotifyDeps, "send">, now: () => Date): Connector {
  const call = async (method: "POST" | "PUT", to: Address, message: CardMessage, path: string): Promise<string> => {
    // Its own token goes there: never to a host that only a message named.
    if (!isAt(to.serviceUrl, bot.serviceHosts))
      throw new DeliveryError("closed", "The service address is not allowed.");
    const base = `${to.serviceUrl.replace(/\/$/, "")}/v3/conversations/${encodeURIComponent(to.conversationId)}`;
    const headers = { authorization: `Bearer ${await bot.token()}` };
    const url = `${base}/activities${path}`;
    return sendJson(send as Send, { method, url, body: activityOf(message), headers, trouble: troubleOf(method), now });
  };
  return {
    async post(to, message) {
      const id: unknown = parsed(await call("POST", to, message, "")).id;
      if (typeof id !== "string" || id === "") throw new DeliveryError("retry", "The connector gave no message id.");
      return id;
    },
    async update(to, activityId, message) {
      await call("PUT", to, message, `/${encodeURIComponent(activityId)}`);
    },
  };
}

function activityOf({ card, summary }: CardMessage): object {
  return {
    type: "message",
    summary,
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
  };
}

// 412, 502 and 504 come now and then, and pass. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
function troubleOf(method: "POST" | "PUT") {
  return (status: number): Trouble => {
    if (status === 404) return method === "PUT" ? "gone" : "closed";
    if (status === 403) return "closed";
    const passes = [401, 408, 412, 425, 429].includes(status) || status >= 500;
    return passes ? "retry" : "refused";
  };
}

function parsed(text: string): { readonly id?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch (cause) {
    throw new DeliveryError("retry", "The connector's answer is not JSON.", { cause });
  }
}
