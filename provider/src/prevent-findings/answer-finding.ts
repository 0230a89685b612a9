import { type Actor, answerViolation, type FindingAction, type Violation } from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import type { Stored } from "../documents/document-store.ts";
import { AppError, notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import { cardsShowing, touchCard } from "./touch-card.ts";
import { findViolation, writeViolation } from "./violation-store.ts";

export interface FindingAnswer {
  readonly tenantId: string;
  readonly action: FindingAction;
  readonly reason: string;
  readonly until?: string | undefined;
  readonly actor: Actor;
  readonly now: Date;
}

const mostCards = 5;

/**
 * Answers one finding: the one way for the API and for cards. Cards that show it are owed an update in the same write.
 * @throws AppError `finding-state` where its state has no room for the answer, or `precondition-failed`.
 */
export async function answerFinding(
  deps: Pick<Deps, "documents" | "randomId">,
  { id, ifMatch, ...answer }: FindingAnswer & { readonly id: string; readonly ifMatch: string },
): Promise<Stored<Violation>> {
  const read = await findViolation(deps.documents, answer.tenantId, id);
  if (read === undefined) throw notFound("finding");
  if (read.etag !== ifMatch) throw changedMeanwhile();
  const after = answerViolation(read.body, answer);
  if (after === undefined) {
    throw new AppError("finding-state", `A finding in the state ${read.body.state} cannot take ${answer.action}.`);
  }
  const cards = await cardsShowing(deps.documents, answer.tenantId, [after], mostCards);
  const touched = cards.flatMap((card) => touchCard(deps, card, answer.now));
  const writes = [writeViolation(read, after, answer.now), ...touched];
  const result = await deps.documents.commit(answer.tenantId, writes);
  if (!result.committed) throw changedMeanwhile();
  return { id, etag: result.etags[0] ?? "", body: after };
}
