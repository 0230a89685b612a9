import { answerViolation, type Violation } from "@logdoctor/shared-policies";
import { type AlertCard, findAlertCard } from "../alerts/alert-card-store.ts";
import type { Deps } from "../deps.ts";
import type { Stored } from "../documents/document-store.ts";
import { AppError } from "../http/app-error.ts";
import type { FindingAnswer } from "./answer-finding.ts";
import { cardsShowing, touchCard } from "./touch-card.ts";
import { findViolation, writeViolation } from "./violation-store.ts";

type CardDeps = Pick<Deps, "documents" | "randomId">;

export interface CardAnswer extends FindingAnswer {
  readonly cardId: string;
  /** Of the card when it was drawn. */
  readonly revision: number;
  readonly findingIds: readonly string[];
}

const attempts = 5;
/** What one transaction takes, with the cards and what they owe. */
const [findingsAtOnce, otherCards] = [50, 10];

/**
 * Answers findings of a card, as far as their states have room for it, if the card is still as it was seen. Undefined where
 * it is not, and nothing was changed then.
 */
export async function answerCard(deps: CardDeps, answer: CardAnswer): Promise<Stored<AlertCard> | undefined> {
  let card = await findAlertCard(deps.documents, answer.tenantId, answer.cardId);
  if (card === undefined || card.body.revision !== answer.revision) return undefined;
  const { findingIds } = card.body;
  let left = answer.findingIds.filter((id) => findingIds.includes(id));
  for (let failed = 0; left.length > 0 && failed < attempts; ) {
    const changed: Stored<AlertCard> | undefined = await answerSome(deps, answer, card, left.slice(0, findingsAtOnce));
    if (changed !== undefined) {
      left = left.slice(findingsAtOnce);
      card = changed;
      continue;
    }
    failed++;
    const now = await findAlertCard(deps.documents, answer.tenantId, answer.cardId);
    if (now === undefined || now.body.revision !== card.body.revision) return undefined;
    card = now;
  }
  if (left.length > 0) throw new AppError("unavailable", "Too many changes at once. Try again.", { retryAfter: 1 });
  return card;
}

interface Answered {
  readonly read: Stored<Violation>;
  readonly after: Violation;
}

/** The card after it, or undefined where something was changed meanwhile. */
async function answerSome(
  deps: CardDeps,
  answer: CardAnswer,
  card: Stored<AlertCard>,
  ids: readonly string[],
): Promise<Stored<AlertCard> | undefined> {
  const { tenantId, now } = answer;
  const found = await Promise.all(ids.map((id) => findViolation(deps.documents, tenantId, id)));
  const answered = found.flatMap((read): Answered[] => {
    const after = read === undefined ? undefined : answerViolation(read.body, answer);
    return read === undefined || after === undefined ? [] : [{ read, after }];
  });
  if (answered.length === 0) return card;
  const shown = answered.map(({ after }) => after);
  const others = (await cardsShowing(deps.documents, tenantId, shown, otherCards)).filter(({ id }) => id !== card.id);
  const result = await deps.documents.commit(tenantId, [
    ...[card, ...others].flatMap((one) => touchCard(deps, one, now)),
    ...answered.map(({ read, after }) => writeViolation(read, after, now)),
  ]);
  if (!result.committed) return undefined;
  return { ...card, etag: result.etags[0] ?? "", body: { ...card.body, revision: card.body.revision + 1 } };
}
