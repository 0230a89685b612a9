import { type AdaptiveCard, bytesOf, type CardAction, type CardElement } from "./card.ts";
import type { CardLanguage } from "./languages/index.ts";

/**
 * What a card may weigh, below what Teams takes: 28 KB of it as Teams stores it, which is more than is sent, so that
 * 20,000 bytes of ours are safe everywhere.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const maxCardBytes = 20_000;

/** A card before it is known how much of it fits. */
export interface CardDraft {
  readonly language: CardLanguage;
  /** For clients that show no card. */
  readonly title: string;
  /** Said where something was left out. */
  readonly shortened: string;
  /** From the fullest to the shortest; the last one fits whatever it holds. */
  readonly versions: readonly { readonly body: readonly CardElement[]; readonly actions: readonly CardAction[] }[];
}

// The refresh, or the note of a webhook, and its envelope.
const reservedBytes = 1500;

/** The fullest version of a card that is small enough for Teams. */
export function fittedCard({ language, title, shortened, versions }: CardDraft): AdaptiveCard {
  const note = { type: "TextBlock", text: shortened, wrap: true, size: "small", isSubtle: true } as const;
  let card: AdaptiveCard | undefined;
  for (const [index, { body, actions }] of versions.entries()) {
    card = {
      ...{ type: "AdaptiveCard", version: "1.5", lang: language, fallbackText: title },
      ...{ $schema: "http://adaptivecards.io/schemas/adaptive-card.json", msteams: { width: "Full" } },
      body: index === 0 ? body : [...body, note],
      actions,
    };
    if (bytesOf(card) <= maxCardBytes - reservedBytes) return card;
  }
  if (card === undefined) throw new RangeError("There is no version of the card");
  return card;
}
