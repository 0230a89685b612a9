import {
  digestCard,
  digestTitle,
  digestWebhook,
  type PreventCardOptions,
  type PreventContent,
  preventTextsOf,
  preventTitle,
  preventWebhook,
} from "@logdoctor/cards";
import type { AlertTeam, NotificationLanguage, Violation } from "@logdoctor/shared-policies";
import { type AlertCard, findAlertCard } from "../../alerts/alert-card-store.ts";
import { alertSettingsOf } from "../../alerts/alert-settings-store.ts";
import type { DocumentStore, Stored } from "../../documents/document-store.ts";
import { findViolation } from "../../prevent-findings/violation-store.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import type { Subject, Telling, TellingDeps } from "../outgoing/telling.ts";
import { drawAlertCard } from "./draw-alert-card.ts";

/** Findings that a card may show; the others are counted. */
const shown = 5;

/** What a card of Prevent tells: its findings as they are now, or the digest as it was. */
export async function alertTelling({ documents, notify }: TellingDeps, subject: Subject): Promise<Telling | undefined> {
  const card = await findAlertCard(documents, subject.tenantId, subject.subjectId);
  if (card === undefined) return undefined;
  const { teams } = await alertSettingsOf(documents, subject.tenantId);
  const team = teams.find(({ id }) => id === card.body.teamId);
  const common = {
    etag: card.etag,
    opening: `joined ${card.body.joined}`,
    place: team?.conversation,
    isTold: () => true,
  };
  const { digest } = card.body;
  if (digest !== undefined) {
    return {
      ...common,
      title: (language) => digestTitle(digest, preventTextsOf[language]),
      card: ({ language }) => digestCard(digest, linksOf(notify, language)),
      webhook: (language) => digestWebhook(digest, linksOf(notify, language)),
    };
  }
  const content = await contentOf(documents, subject.tenantId, card, team);
  return {
    ...common,
    title: (language) => preventTitle(content, preventTextsOf[language]),
    card: (place) => drawAlertCard(notify, content, place),
    webhook: (language) => preventWebhook(content, linksOf(notify, language)),
  };
}

/** What a card says now. */
export async function contentOf(
  documents: DocumentStore,
  tenantId: string,
  { body }: Stored<AlertCard>,
  team: AlertTeam | undefined,
): Promise<PreventContent> {
  const read = body.findingIds.slice(0, shown).map((id) => findViolation(documents, tenantId, id));
  const findings = (await Promise.all(read)).flatMap((stored): Violation[] =>
    stored === undefined ? [] : [stored.body],
  );
  return {
    ...{ cardId: body.id, kind: body.kind === "escalation" ? "escalation" : "violation", revision: body.revision },
    ...{ teamName: team?.name ?? body.teamId, findings, count: body.findingIds.length },
  };
}

/** Where cards lead to. */
export function linksOf(
  { findingUrl }: Pick<NotifyDeps, "findingUrl">,
  language: NotificationLanguage,
): PreventCardOptions {
  return {
    language,
    url: findingUrl.replace(/\/?\{id\}/, ""),
    urlOf: (findingId) => findingUrl.replace("{id}", encodeURIComponent(findingId)),
  };
}
