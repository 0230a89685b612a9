import type { getIncidentChannels as endpoint, IncidentChannel } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { botChannel, readCard, webhookChannel } from "./card-store.ts";
import { chosenConversations } from "./conversation-store.ts";
import { readNotifySettings } from "./notify-settings-store.ts";
import { type Telling, tellingOf } from "./outgoing/telling.ts";

/** What each channel of the tenant shows of an incident: told by the cards themselves, not by what was owed. */
export async function getIncidentChannels(
  ctx: RequestContext,
  { params: { id } }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId } = ctx;
  const telling = await tellingOf(deps, { tenantId, subjectId: id });
  if (telling === undefined) throw notFound("incident");
  const places = await placesOf(ctx, telling);
  const channels = places.map(async ({ channel, wanted, ...named }): Promise<IncidentChannel> => {
    const card = (await readCard(deps.documents, { tenantId, subjectId: id, channel }))?.body;
    // Somebody may have tried in vain: then there is a document, and no message.
    if (card?.shown === undefined && card?.activityId === undefined) return { ...named, state: "never" };
    return { ...named, state: card.shown === wanted ? "current" : "behind" };
  });
  return { data: { channels: await Promise.all(channels) } };
}

interface Place extends Pick<IncidentChannel, "kind" | "name" | "problem"> {
  readonly channel: string;
  /** What is noted of the channel while it is up to date. */
  readonly wanted: string;
}

async function placesOf({ deps, tenantId }: RequestContext, { etag, opening }: Telling): Promise<Place[]> {
  const { body: settings } = await readNotifySettings(deps.documents, tenantId);
  const { webhook, team } = settings;
  const { bot } = deps.notify;
  const conversations = bot === undefined ? [] : await chosenConversations(deps.documents, tenantId, team);
  const places = conversations.map((conversation): Place => {
    const { conversationId: name, undeliverable } = conversation;
    const problem = undeliverable === undefined ? {} : { problem: undeliverable };
    return { kind: "bot", name, channel: botChannel(conversation), wanted: etag, ...problem };
  });
  if (webhook === undefined) return places;
  return [...places, { kind: "webhook", name: webhook.host, channel: webhookChannel(webhook), wanted: opening }];
}
