export type { AdaptiveCard, CardAction, CardData, CardElement } from "./card.ts";
export { bytesOf } from "./card.ts";
export { type DigestContent, digestCard, digestTitle, digestWebhook } from "./digest-card.ts";
export { type FilterCardOptions, type FilterContent, filterCard, filterTitle, filterWebhook } from "./filter-card.ts";
export { maxCardBytes } from "./fitted-card.ts";
export { movesOf, needsReason, type OfferedMove, reasonInput } from "./incident-actions.ts";
export { incidentTitle } from "./incident-body.ts";
export {
  type CardOptions,
  incidentCard,
  incidentWebhook,
  type WebhookMessage,
} from "./incident-card.ts";
export { filterTextsOf } from "./languages/filter-texts.ts";
export { type CardLanguage, textsOf } from "./languages/index.ts";
export { type PreventTexts, preventTextsOf } from "./languages/prevent-texts.ts";
export { daysInput, findingsInput } from "./prevent-actions.ts";
export { type PreventContent, preventTitle } from "./prevent-body.ts";
export { type PreventCardOptions, preventCard, preventWebhook } from "./prevent-card.ts";
export { type TestCardOptions, testCard, testWebhook } from "./test-card.ts";
