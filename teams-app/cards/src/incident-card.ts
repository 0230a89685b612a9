import type { Incident } from "@logdoctor/shared-policies";
import { type AdaptiveCard, bytesOf, type CardAction, type OpenUrlAction } from "./card.ts";
import { type Buttons, incidentActions, refreshAction } from "./incident-actions.ts";
import { details, incidentBody, incidentTitle } from "./incident-body.ts";
import { type CardLanguage, textsOf } from "./languages/index.ts";
import type { CardTexts } from "./languages/texts.ts";

/**
 * What a card may weigh, below what Teams takes: 28 KB of it as Teams stores it, which is more than is sent, so that
 * 20,000 bytes of ours are safe everywhere.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const maxCardBytes = 20_000;

export interface CardOptions {
  readonly language: CardLanguage;
  /** Page of the incident. */
  readonly url: string;
}

/** An incident as the bot posts it: with what can be done in its state, and with a refresh. */
export function incidentCard(
  incident: Incident,
  { language, url, nonce }: CardOptions & { readonly nonce: string },
): AdaptiveCard {
  const texts = textsOf[language];
  const buttons: Buttons = { texts, nonce, link: linkTo(url, texts) };
  const actions = incidentActions(incident, buttons);
  return { ...fitted(incident, language, actions), refresh: { action: refreshAction(incident, buttons) } };
}

/** What a Workflows webhook takes. */
export interface WebhookMessage {
  readonly type: "message";
  readonly attachments: readonly [
    {
      readonly contentType: "application/vnd.microsoft.card.adaptive";
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

/** An incident for a Workflows webhook: links only, as nobody there handles buttons, and nothing updates it later. */
export function incidentWebhook(incident: Incident, { language, url }: CardOptions): WebhookMessage {
  const texts = textsOf[language];
  const card = fitted(incident, language, [linkTo(url, texts)]);
  const note = { type: "TextBlock", text: texts.snapshot, wrap: true, size: "small", isSubtle: true } as const;
  return webhookMessage({ ...card, body: [...card.body, note] });
}

/** A card in the envelope that a Workflows webhook takes. */
export function webhookMessage(content: AdaptiveCard): WebhookMessage {
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { type: "message", attachments: [{ contentType, contentUrl: null, content }] };
}

// The refresh, or the note of a webhook, and its envelope.
const reservedBytes = 1500;

function fitted(incident: Incident, language: CardLanguage, actions: readonly CardAction[]): AdaptiveCard {
  const texts = textsOf[language];
  const note = { type: "TextBlock", text: texts.shortened, wrap: true, size: "small", isSubtle: true } as const;
  let card: AdaptiveCard | undefined;
  for (const [index, detail] of details.entries()) {
    const body = incidentBody(incident, texts, detail);
    card = {
      type: "AdaptiveCard",
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      version: "1.5",
      lang: language,
      fallbackText: incidentTitle(incident, texts),
      msteams: { width: "Full" },
      body: index === 0 ? body : [...body, note],
      actions,
    };
    if (bytesOf(card) <= maxCardBytes - reservedBytes) return card;
  }
  if (card === undefined) throw new RangeError("There is no detail to show");
  return card;
}

function linkTo(url: string, texts: CardTexts): OpenUrlAction {
  return { type: "Action.OpenUrl", title: texts.action.open, url };
}
