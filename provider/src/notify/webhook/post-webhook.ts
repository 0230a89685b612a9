import { incidentWebhook } from "@logdoctor/cards";
import type { Incident } from "@logdoctor/shared-policies";
import { type CardKey, type PostedCard, readCard } from "../card-store.ts";
import { asDeliveryError, DeliveryError, type Trouble } from "../delivery-error.ts";
import { isAt } from "../notify-deps.ts";
import type { NotifySettings } from "../notify-settings-store.ts";
import type { Courier, Subject } from "../outgoing/courier.ts";
import { holdCard, requireHeld } from "../outgoing/hold-card.ts";
import { webhookPace } from "../outgoing/pace.ts";
import { sendJson } from "../outgoing/send-json.ts";

type Webhook = NonNullable<NotifySettings["webhook"]>;

/**
 * Tells a Workflows webhook of an incident, once for each time that it was opened: nothing there can be updated later.
 * An answer says only that the message was queued. The channel is the address's: another webhook is told anew.
 * @throws DeliveryError
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
export async function postWebhook(courier: Courier, subject: Subject, webhook: Webhook): Promise<void> {
  const key = { ...subject, channel: `webhook ${webhook.setAt}` };
  const pacedBy = `webhook ${subject.tenantId}`;
  const [card, stored] = [await readCard(courier.documents, key), await courier.incident(subject)];
  if (stored === undefined || card?.body.shown === openingOf(stored.incident)) return;
  courier.requirePace(pacedBy, webhookPace);
  try {
    await holdCard(courier, key, (held) => write(courier, key, { held, webhook }));
  } catch (error) {
    const failure = asDeliveryError(error);
    if (failure.trouble === "retry" && failure.retryAfterMs !== undefined) courier.pause(pacedBy, failure.retryAfterMs);
    throw failure;
  }
}

interface Writing {
  readonly held: PostedCard;
  readonly webhook: Webhook;
}

async function write(courier: Courier, key: CardKey, { held, webhook }: Writing): Promise<PostedCard> {
  const stored = await courier.incident(key);
  if (stored === undefined || held.shown === openingOf(stored.incident)) return held;
  const { notify, now } = courier;
  const url = addressOf(courier, key.tenantId, webhook);
  const { language } = await courier.settings(key.tenantId);
  const page = notify.incidentUrl.replace("{id}", encodeURIComponent(key.incidentId));
  const body = incidentWebhook(stored.incident, { language, url: page });
  requireHeld(held, now());
  await sendJson(notify.send, { method: "POST", url, body, trouble: troubleOf, now });
  return { ...held, shown: openingOf(stored.incident) };
}

// The list of hosts may have become shorter since the address was set.
function addressOf({ notify }: Courier, tenantId: string, { sealed }: Webhook): string {
  if (notify.secrets === undefined) throw new DeliveryError("refused", "The key of notifications is not configured.");
  const url = notify.secrets.open(sealed, tenantId);
  if (!isAt(url, notify.webhookHosts)) throw new DeliveryError("refused", "The webhook's host is not allowed.");
  return url;
}

function openingOf({ reopened }: Incident): string {
  return `opening ${reopened}`;
}

// Workflows answer 403 now and then, and take the same message later.
function troubleOf(status: number): Trouble {
  return [403, 408, 425, 429].includes(status) || status >= 500 ? "retry" : "refused";
}
