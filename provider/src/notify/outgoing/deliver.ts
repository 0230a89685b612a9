import { syncCard } from "../bot/sync-card.ts";
import { type BotConversation, chosenConversations } from "../conversation-store.ts";
import { asDeliveryError, DeliveryError, type Trouble } from "../delivery-error.ts";
import { postWebhook } from "../webhook/post-webhook.ts";
import type { Courier } from "./courier.ts";
import type { Subject } from "./telling.ts";

/**
 * Brings every channel of a tenant to the state that an incident, or what a card is about, is in now. A channel that shows it already is left alone,
 * so that after a failure in one the others are not told twice.
 * @throws DeliveryError the one among the channels' that decides: what may pass before what does not.
 */
export async function deliver(courier: Courier, subject: Subject): Promise<void> {
  const settings = await courier.settings(subject.tenantId);
  const place = (await courier.telling(subject))?.place;
  const own = place === undefined ? [] : await targetsOf(courier, subject.tenantId, place);
  // A team without a channel that takes messages is told where the tenant is, rather than not at all.
  const conversations = own.length > 0 ? own : await targetsOf(courier, subject.tenantId, settings.team);
  const { webhook } = settings;
  const tasks = [
    ...conversations.map((conversation) => syncCard(courier, subject, conversation)),
    ...(webhook === undefined ? [] : [postWebhook(courier, subject, webhook)]),
  ];
  const settled = await Promise.allSettled(tasks);
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [asDeliveryError(one.reason)] : []));
  const [first] = failures.toSorted((a, b) => order.indexOf(a.trouble) - order.indexOf(b.trouble));
  if (first === undefined) return;
  const retryAfterMs = first.retryAfterMs;
  const message = [...new Set(failures.map((failure) => failure.message))].join(" ");
  throw new DeliveryError(first.trouble, message, { retryAfterMs, cause: first });
}

const order: readonly Trouble[] = ["retry", "gone", "pace", "closed", "refused"];

async function targetsOf(
  { documents, notify }: Courier,
  tenantId: string,
  place: string | undefined,
): Promise<BotConversation[]> {
  if (notify.bot === undefined) return [];
  const chosen = await chosenConversations(documents, tenantId, place);
  return chosen.filter(({ undeliverable }) => undeliverable === undefined);
}
