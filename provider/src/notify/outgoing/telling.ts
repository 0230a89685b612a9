import { type AdaptiveCard, incidentTitle, incidentWebhook, textsOf, type WebhookMessage } from "@logdoctor/cards";
import type { Incident, NotificationLanguage } from "@logdoctor/shared-policies";
import type { DocumentStore } from "../../documents/document-store.ts";
import { findIncident } from "../../incidents/incident-store.ts";
import { alertTelling } from "../alerts/alert-telling.ts";
import { drawCard, type Place } from "../bot/draw-card.ts";
import { filterTelling } from "../filters/filter-telling.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import { isTold, type NotifySettings } from "../notify-settings-store.ts";

/** What people are to be told of: an incident, or a card of Prevent or Filter. */
export interface Subject {
  readonly tenantId: string;
  readonly subjectId: string;
}

/** What people are told of it, as it is now. */
export interface Telling {
  /** Of what a bot's card shows. */
  readonly etag: string;
  /** A webhook is told once for each. */
  readonly opening: string;
  /** Teams id of the only place that is told; the tenant's where absent. */
  readonly place?: string | undefined;
  readonly isTold: (settings: NotifySettings) => boolean;
  readonly title: (language: NotificationLanguage) => string;
  readonly card: (place: Place) => AdaptiveCard;
  readonly webhook: (language: NotificationLanguage) => WebhookMessage;
}

export interface TellingDeps {
  readonly documents: DocumentStore;
  readonly notify: NotifyDeps;
}

/** What to tell of a subject; undefined where it is gone. */
export async function tellingOf(deps: TellingDeps, subject: Subject): Promise<Telling | undefined> {
  if (subject.subjectId.startsWith("pvc_")) return alertTelling(deps, subject);
  if (subject.subjectId.startsWith("flc_")) return filterTelling(deps, subject);
  const stored = await findIncident(deps.documents, subject.tenantId, subject.subjectId);
  return stored && incidentTelling(deps.notify, stored.body.incident, stored.etag);
}

function incidentTelling(notify: NotifyDeps, incident: Incident, etag: string): Telling {
  const url = notify.incidentUrl.replace("{id}", encodeURIComponent(incident.id));
  return {
    etag,
    opening: `opening ${incident.reopened}`,
    isTold: (settings) => isTold(incident, settings),
    title: (language) => incidentTitle(incident, textsOf[language]),
    card: (place) => drawCard(notify, incident, place),
    webhook: (language) => incidentWebhook(incident, { language, url }),
  };
}
