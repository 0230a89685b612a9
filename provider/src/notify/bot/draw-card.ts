import { type AdaptiveCard, type CardLanguage, incidentCard } from "@logdoctor/cards";
import type { Incident } from "@logdoctor/shared-policies";
import { AppError } from "../../http/app-error.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import { nonceOf, revisionOf } from "./card-nonce.ts";

export interface Place {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly language: CardLanguage;
}

/** The card of an incident for one conversation. */
export function drawCard(
  { secrets, incidentUrl }: Pick<NotifyDeps, "secrets" | "incidentUrl">,
  incident: Incident,
  { tenantId, conversationId, language }: Place,
): AdaptiveCard {
  if (secrets === undefined) throw new AppError("unavailable", "The bot has no key to sign its cards with.");
  const drawn = { tenantId, conversationId, subjectId: incident.id, revision: revisionOf(incident) };
  const url = incidentUrl.replace("{id}", encodeURIComponent(incident.id));
  return incidentCard(incident, { language, url, nonce: nonceOf(secrets, drawn) });
}
