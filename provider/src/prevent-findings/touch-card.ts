import { type AlertCard, writeAlertCard } from "../alerts/alert-card-store.ts";
import type { Deps } from "../deps.ts";
import type { Stored, Write } from "../documents/document-store.ts";
import { enqueue } from "../outbox/outbox-store.ts";

/** The writes by which a card is drawn anew: clicks on what it showed until then count no more. */
export function touchCard(
  { randomId }: Pick<Deps, "randomId">,
  card: Stored<AlertCard> | undefined,
  now: Date,
): Write[] {
  if (card === undefined) return [];
  const body = { ...card.body, revision: card.body.revision + 1 };
  const owed = enqueue({ id: `out_${randomId()}`, alertCardId: card.id, kind: "moved", now });
  return [writeAlertCard(card, body, now), owed];
}
