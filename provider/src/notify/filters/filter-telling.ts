import { filterCard, filterTextsOf, filterTitle, filterWebhook } from "@logdoctor/cards";
import type { FilterStop, NotificationLanguage } from "@logdoctor/shared-policies";
import { alertSettingsOf } from "../../alerts/alert-settings-store.ts";
import { findFilterCard } from "../../filter-news/filter-card-store.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import type { Subject, Telling, TellingDeps } from "../outgoing/telling.ts";

/** What a card of Filter tells: what stopped, as it was. Each channel is told once. */
export async function filterTelling(
  { documents, notify }: TellingDeps,
  subject: Subject,
): Promise<Telling | undefined> {
  const card = await findFilterCard(documents, subject.tenantId, subject.subjectId);
  if (card === undefined) return undefined;
  const { teamId, stops } = card.body;
  const { teams } = await alertSettingsOf(documents, subject.tenantId);
  const options = (language: NotificationLanguage) => ({ language, url: urlOf(notify, stops) });
  return {
    etag: card.etag,
    opening: "stopped",
    place: teams.find(({ id }) => id === teamId)?.conversation,
    isTold: () => true,
    title: (language) => filterTitle({ stops }, filterTextsOf[language]),
    card: ({ language }) => filterCard({ stops }, options(language)),
    webhook: (language) => filterWebhook({ stops }, options(language)),
  };
}

/** Page of the only rule that stopped, or of all rules. */
function urlOf({ filterUrl }: Pick<NotifyDeps, "filterUrl">, stops: readonly FilterStop[]): string {
  const [rule, ...more] = stops.flatMap(({ rules }) => rules);
  if (rule !== undefined && more.length === 0) return filterUrl.replace("{id}", encodeURIComponent(rule.id));
  return filterUrl.replace(/(?:\/one)?\/?\{id\}.*$/, "");
}
