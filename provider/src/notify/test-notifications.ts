import { testCard, testWebhook, textsOf } from "@logdoctor/cards";
import type { testNotifications as endpoint, TestedChannel } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { connector } from "./bot/connector.ts";
import { type BotConversation, chosenConversations } from "./conversation-store.ts";
import { asDeliveryError, DeliveryError } from "./delivery-error.ts";
import { type NotifySettings, readNotifySettings } from "./notify-settings-store.ts";
import { sendToWebhook } from "./webhook/post-webhook.ts";

const longestProblem = 200;

/**
 * Sends a test card to every channel that incidents are told in, past the outbox: whoever asks wants to see now what
 * Teams says. A channel that was given up is not tried, and says why.
 */
export async function testNotifications(ctx: RequestContext): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId } = ctx;
  const { body: settings } = await readNotifySettings(deps.documents, tenantId);
  const { bot } = deps.notify;
  const conversations = bot === undefined ? [] : await chosenConversations(deps.documents, tenantId, settings.team);
  const tries = conversations.map((conversation) =>
    tried({ kind: "bot", name: conversation.conversationId }, () => postTest(ctx, settings, conversation)),
  );
  const { webhook } = settings;
  if (webhook !== undefined) {
    const body = testWebhook(optionsOf(ctx, settings));
    const send = () => sendToWebhook(deps, { tenantId, webhook }, body);
    tries.push(tried({ kind: "webhook", name: webhook.host }, send));
  }
  return { data: { channels: await Promise.all(tries) } };
}

async function postTest(ctx: RequestContext, settings: NotifySettings, to: BotConversation): Promise<void> {
  const { notify, now } = ctx.deps;
  if (notify.bot === undefined) return;
  if (to.undeliverable !== undefined) throw new DeliveryError("closed", to.undeliverable);
  const card = testCard(optionsOf(ctx, settings));
  await connector(notify.bot, notify, now).post(to, { card, summary: textsOf[settings.language].test.title });
}

function optionsOf({ principal }: RequestContext, { language }: NotifySettings) {
  return { language, by: principal.name };
}

async function tried(channel: Pick<TestedChannel, "kind" | "name">, send: () => Promise<void>): Promise<TestedChannel> {
  try {
    await send();
    return { ...channel, delivered: true };
  } catch (error) {
    return { ...channel, delivered: false, problem: asDeliveryError(error).message.slice(0, longestProblem) };
  }
}
