import type { AdaptiveCard } from "./card.ts";
import { type WebhookMessage, webhookMessage } from "./incident-card.ts";
import { type CardLanguage, textsOf } from "./languages/index.ts";
import { plainText } from "./plain-text.ts";

export interface TestCardOptions {
  readonly language: CardLanguage;
  /** Who asked for it. */
  readonly by: string;
}

/** A card that is of no incident: it shows that cards arrive, and in which language. */
export function testCard({ language, by }: TestCardOptions): AdaptiveCard {
  const { test } = textsOf[language];
  const asked = { type: "TextRun", text: plainText(test.sentBy(by), 200), isSubtle: true } as const;
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: language,
    fallbackText: test.title,
    msteams: { width: "Full" },
    body: [
      { type: "TextBlock", text: test.title, wrap: true, size: "large", weight: "bolder", style: "heading" },
      { type: "TextBlock", text: test.body, wrap: true },
      { type: "RichTextBlock", inlines: [asked], spacing: "small" },
    ],
    actions: [],
  };
}

/** The same for a Workflows webhook. */
export function testWebhook(options: TestCardOptions): WebhookMessage {
  return webhookMessage(testCard(options));
}
