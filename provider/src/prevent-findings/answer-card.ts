import { answerViolation } from "@logdoctor/shared-policies";
import { type AlertCard, findAlertCard } from "../alerts/alert-card-store.ts";
import type { Deps } from "../deps.ts";
import type { Stored, Write } from "../documents/document-store.ts";
import { AppError } from "../http/app-error.ts";
import type { FindingAnswer } from "./answer-finding.ts";
import { touchCard } from "./touch-card.ts";
import { findViolation, writeViolation } from "./violation-store.ts";

const attempts = 5;
/** What one transaction takes, with a card and what it owes. */
const maxFindings = 60;

/**
 * Answers findings of a card, as far as their states have room for it, if the card is still as it was seen. Undefined where
 * it is not, and nothing was changed then.
 */
export async function answerCard(
  deps: Pick<Deps, "documents" | "randomId">,
  { cardId, revision, findingIds, ...answer }: FindingAnswer & CardClickOn,
): Promise<Stored<AlertCard> | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const card = await findAlertCard(deps.documents, answer.tenantId, cardId);
    if (card === undefined || card.body.revision !== revision) return undefined;
    const wanted = findingIds.filter((id) => card.body.findingIds.includes(id)).slice(0, maxFindings);
    const read = await Promise.all(wanted.map((id) => findViolation(deps.documents, answer.tenantId, id)));
    const answered = read.flatMap((one): Write[] => {
      const after = one === undefined ? undefined : answerViolation(one.body, answer);
      return after === undefined ? [] : [writeViolation(one, after, answer.now)];
    });
    if (answered.length === 0) return card;
    const result = await deps.documents.commit(answer.tenantId, [...touchCard(deps, card, answer.now), ...answered]);
    const body = { ...card.body, revision: revision + 1 };
    if (result.committed) return { id: cardId, etag: result.etags[0] ?? "", body };
  }
  throw new AppError("unavailable", "Too many changes at once. Try again.", { retryAfter: 1 });
}

interface CardClickOn {
  readonly cardId: string;
  /** Of the card when it was drawn. */
  readonly revision: number;
  readonly findingIds: readonly string[];
}
