import type { WebhookMessage } from "@logdoctor/cards";
import { type CardKey, type PostedCard, readCard, webhookChannel } from "../card-store.ts";
import { asDeliveryError, DeliveryError, type Trouble } from "../delivery-error.ts";
import { isAt, type NotifyDeps } from "../notify-deps.ts";
import type { NotifySettings } from "../notify-settings-store.ts";
import type { Courier } from "../outgoing/courier.ts";
import { holdCard, requireHeld } from "../outgoing/hold-card.ts";
import { webhookPace } from "../outgoing/pace.ts";
import { sendJson } from "../outgoing/send-json.ts";
import type { Subject } from "../outgoing/telling.ts";
import type { SecretBox } from "../secret-box.ts";

type Webhook = NonNullable<NotifySettings["webhook"]>;

/**
 * Tells a Workflows webhook of an incident, once for each time that it was opened, or of findings, once for each time that
 * some joined: nothing there can be updated later.
 * An answer says only that the message was queued. The channel is the address's: another webhook is told anew.
 * @throws DeliveryError
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
export async function postWebhook(courier: Courier, subject: Subject, webhook: Webhook): Promise<void> {
  const key = { ...subject, channel: webhookChannel(webhook) };
  const pacedBy = `webhook ${subject.tenantId}`;
  const [card, telling] = [await readCard(courier.documents, key), await courier.telling(subject)];
  if (telling === undefined || card?.body.shown === telling.opening) return;
  if (!telling.isTold(await courier.settings(subject.tenantId))) return;
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
  const telling = await courier.telling(key);
  if (telling === undefined || held.shown === telling.opening) return held;
  const { language } = await courier.settings(key.tenantId);
  requireHeld(held, courier.now());
  await sendToWebhook(courier, { tenantId: key.tenantId, webhook }, telling.webhook(language));
  return { ...held, shown: telling.opening };
}

/**
 * Sends one message to a tenant's webhook.
 * @throws DeliveryError
 */
export async function sendToWebhook(
  { notify, now }: Pick<Courier, "notify" | "now">,
  { tenantId, webhook }: { readonly tenantId: string; readonly webhook: Webhook },
  body: WebhookMessage,
): Promise<void> {
  const url = addressOf(notify, tenantId, webhook);
  await sendJson(notify.send, { method: "POST", url, body, trouble: troubleOf, now });
}

// The list of hosts may have become shorter since the address was set.
function addressOf(notify: NotifyDeps, tenantId: string, { sealed }: Webhook): string {
  if (notify.secrets === undefined) throw new DeliveryError("refused", "The key of notifications is not configured.");
  const url = opened(notify.secrets, sealed, tenantId);
  if (!isAt(url, notify.webhookHosts)) throw new DeliveryError("refused", "The webhook's host is not allowed.");
  return url;
}

function opened(secrets: SecretBox, sealed: string, tenantId: string): string {
  try {
    return secrets.open(sealed, tenantId);
  } catch (cause) {
    throw new DeliveryError("refused", "The webhook was stored under another key. Set it anew.", { cause });
  }
}

// Workflows answer 403 now and then, and take the same message later.
function troubleOf(status: number): Trouble {
  return [403, 408, 425, 429].includes(status) || status >= 500 ? "retry" : "refused";
}
