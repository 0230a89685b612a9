import type { AdaptiveCard, CardAction, OpenUrlAction } from "./card.ts";
import { fittedCard } from "./fitted-card.ts";
import { type WebhookMessage, webhookMessage } from "./incident-card.ts";
import type { CardLanguage } from "./languages/index.ts";
import { preventTextsOf } from "./languages/prevent-texts.ts";
import { type PreventButtons, preventActions, preventRefresh } from "./prevent-actions.ts";
import { type PreventContent, type PreventDetail, preventBody, preventDetails, preventTitle } from "./prevent-body.ts";

export interface PreventCardOptions {
  readonly language: CardLanguage;
  /** Page of all findings. */
  readonly url: string;
  /** Page of one finding, with its change as code to copy. */
  readonly urlOf: (findingId: string) => string;
}

/** Findings of a team as the bot posts them: where they stand now, with what can be answered, and with a refresh. */
export function preventCard(
  content: PreventContent,
  { nonce, ...options }: PreventCardOptions & { readonly nonce: string },
): AdaptiveCard {
  const texts = preventTextsOf[options.language];
  const buttons: PreventButtons = { texts, nonce, link: linkTo(options) };
  const card = fitted(content, options, ({ findings }) => preventActions(content, findings, buttons));
  return { ...card, refresh: { action: preventRefresh(content, buttons) } };
}

/** The same for a Workflows webhook: links only, as nobody there handles buttons, and nothing updates it later. */
export function preventWebhook(content: PreventContent, options: PreventCardOptions): WebhookMessage {
  const { snapshot } = preventTextsOf[options.language];
  const note = { type: "TextBlock", text: snapshot, wrap: true, size: "small", isSubtle: true } as const;
  const card = fitted(content, options, () => [linkTo(options)]);
  return webhookMessage({ ...card, body: [...card.body, note] });
}

function fitted(
  content: PreventContent,
  { language, urlOf }: PreventCardOptions,
  actionsOf: (detail: PreventDetail) => CardAction[],
): AdaptiveCard {
  const texts = preventTextsOf[language];
  const versions = preventDetails.map((detail) => ({
    body: preventBody(content, { texts, detail, urlOf }),
    actions: actionsOf(detail),
  }));
  return fittedCard({ language, title: preventTitle(content, texts), shortened: texts.shortened, versions });
}

function linkTo({ language, url }: Pick<PreventCardOptions, "language" | "url">): OpenUrlAction {
  return { type: "Action.OpenUrl", title: preventTextsOf[language].action.open, url };
}
