import { botChannel, type CardKey, type PostedCard, readCard } from "../card-store.ts";
import { type BotConversation, writeConversation } from "../conversation-store.ts";
import { asDeliveryError, DeliveryError } from "../delivery-error.ts";
import type { Courier } from "../outgoing/courier.ts";
import { holdCard, requireHeld } from "../outgoing/hold-card.ts";
import { conversationPace } from "../outgoing/pace.ts";
import type { Subject } from "../outgoing/telling.ts";
import { type Address, connector } from "./connector.ts";

/** Updates that may miss their message before a new one is posted: some find it at the next attempt. */
const missesBeforeRepost = 2;

/**
 * Makes the card of an incident, or of findings, in a conversation show them as they are now: posted where there is none
 * yet, updated where there is one, left alone where it shows it already.
 * @throws DeliveryError
 */
export async function syncCard(courier: Courier, subject: Subject, conversation: BotConversation): Promise<void> {
  const key = { ...subject, channel: botChannel(conversation) };
  const [card, telling] = [await readCard(courier.documents, key), await courier.telling(subject)];
  if (telling === undefined || (card?.body.shown === telling.etag && card.body.activityId !== undefined)) return;
  // What was told once is kept up to date, whatever is to be told from now on.
  if (card === undefined && !telling.isTold(await courier.settings(subject.tenantId))) return;
  courier.requirePace(key.channel, conversationPace);
  try {
    const after = await holdCard(courier, key, (held) => write(courier, key, { held, conversation }));
    if (after.shown === undefined) throw new DeliveryError("retry", "The card's message was not found.");
  } catch (error) {
    const failure = asDeliveryError(error);
    if (failure.trouble === "retry" && failure.retryAfterMs !== undefined) {
      courier.pause(key.channel, failure.retryAfterMs);
    }
    if (failure.trouble === "closed") await close(courier, key, conversation, failure.message);
    throw failure;
  }
}

interface Writing {
  readonly held: PostedCard;
  readonly conversation: BotConversation;
}

async function write(courier: Courier, key: CardKey, { held, conversation }: Writing): Promise<PostedCard> {
  const telling = await courier.telling(key);
  const { bot } = courier.notify;
  if (telling === undefined || bot === undefined) return held;
  // Another worker may have shown it meanwhile. An update that nobody owes could lose the card, and nobody would repair it.
  if (held.shown === telling.etag && held.activityId !== undefined) return held;
  const { language } = await courier.settings(key.tenantId);
  const place = { tenantId: key.tenantId, conversationId: conversation.conversationId, language };
  const message = { card: telling.card(place), summary: telling.title(language) };
  const to: Address = conversation;
  const api = connector(bot, courier.notify, courier.now);
  const { activityId } = held;
  requireHeld(held, courier.now());
  if (activityId === undefined) {
    return { ...held, activityId: await api.post(to, message), shown: telling.etag, missing: 0 };
  }
  try {
    await api.update(to, activityId, message);
    return { ...held, shown: telling.etag, missing: 0 };
  } catch (error) {
    const failure = asDeliveryError(error);
    if (failure.trouble !== "gone") throw failure;
    return missed(held);
  }
}

// The card is stored before the error goes on: the next attempt must know how many missed.
function missed({ activityId, shown: _, ...held }: PostedCard): PostedCard {
  const missing = held.missing + 1;
  if (missing > missesBeforeRepost || activityId === undefined) return { ...held, missing: 0 };
  return { ...held, activityId, missing };
}

async function close(courier: Courier, { tenantId }: CardKey, conversation: BotConversation, why: string) {
  await courier.documents.commit(tenantId, [writeConversation({ ...conversation, undeliverable: why.slice(0, 200) })]);
}
