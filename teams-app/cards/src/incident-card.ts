import type { Incident } from "@logdoctor/shared-policies";
import type { AdaptiveCard, CardAction, OpenUrlAction } from "./card.ts";
import { fittedCard } from "./fitted-card.ts";
import { type Buttons, incidentActions, refreshAction } from "./incident-actions.ts";
import { details, incidentBody, incidentTitle } from "./incident-body.ts";
import { type CardLanguage, textsOf } from "./languages/index.ts";
import type { CardTexts } from "./languages/texts.ts";

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

function fitted(incident: Incident, language: CardLanguage, actions: readonly CardAction[]): AdaptiveCard {
  const texts = textsOf[language];
  const versions = details.map((detail) => ({ body: incidentBody(incident, texts, detail), actions }));
  return fittedCard({ language, title: incidentTitle(incident, texts), shortened: texts.shortened, versions });
}

function linkTo(url: string, texts: CardTexts): OpenUrlAction {
  return { type: "Action.OpenUrl", title: texts.action.open, url };
}
