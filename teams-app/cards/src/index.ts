export type { AdaptiveCard, CardAction, CardData, CardElement } from "./card.ts";
export { bytesOf } from "./card.ts";
export { movesOf, needsReason, type OfferedMove, reasonInput } from "./incident-actions.ts";
export { incidentTitle } from "./incident-body.ts";
export {
  type CardOptions,
  incidentCard,
  incidentWebhook,
  maxCardBytes,
  type WebhookMessage,
} from "./incident-card.ts";
export { type CardLanguage, textsOf } from "./languages/index.ts";
export { type TestCardOptions, testCard, testWebhook } from "./test-card.ts";
