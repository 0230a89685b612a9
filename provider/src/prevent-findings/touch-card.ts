import type { Violation } from "@logdoctor/shared-policies";
import { type AlertCard, findAlertCard, writeAlertCard } from "../alerts/alert-card-store.ts";
import type { Deps } from "../deps.ts";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";
import { enqueue } from "../outbox/outbox-store.ts";

/** Older cards are brought up to date where somebody refreshes them. */
const cardsOfFinding = 3;

/** The cards that show findings, the latest few of each. */
export async function cardsShowing(
  documents: DocumentStore,
  tenantId: string,
  violations: readonly Violation[],
  most: number,
): Promise<Stored<AlertCard>[]> {
  const ids = violations.flatMap(({ alerts }) => {
    const shown = alerts.flatMap(({ cardId }) => (cardId === undefined ? [] : [cardId]));
    return [...new Set(shown.toReversed())].slice(0, cardsOfFinding);
  });
  const wanted = [...new Set(ids)].slice(0, most);
  const cards = await Promise.all(wanted.map((id) => findAlertCard(documents, tenantId, id)));
  return cards.filter((card) => card !== undefined);
}

/** The writes by which a card is drawn anew: clicks on what it showed until then count no more. */
export function touchCard({ randomId }: Pick<Deps, "randomId">, card: Stored<AlertCard>, now: Date): Write[] {
  const body = { ...card.body, revision: card.body.revision + 1 };
  const owed = enqueue({ id: `out_${randomId()}`, alertCardId: card.id, kind: "moved", now });
  return [writeAlertCard(card, body, now), owed];
}
