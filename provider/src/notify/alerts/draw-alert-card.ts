import { type AdaptiveCard, type PreventContent, preventCard } from "@logdoctor/cards";
import { AppError } from "../../http/app-error.ts";
import { nonceOf } from "../bot/card-nonce.ts";
import type { Place } from "../bot/draw-card.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import { linksOf } from "./alert-telling.ts";

/** The card of findings for one conversation. */
export function drawAlertCard(
  notify: Pick<NotifyDeps, "secrets" | "findingUrl">,
  content: PreventContent,
  { tenantId, conversationId, language }: Place,
): AdaptiveCard {
  if (notify.secrets === undefined) throw new AppError("unavailable", "The bot has no key to sign its cards with.");
  const drawn = { tenantId, conversationId, subjectId: content.cardId, revision: content.revision };
  return preventCard(content, { ...linksOf(notify, language), nonce: nonceOf(notify.secrets, drawn) });
}
