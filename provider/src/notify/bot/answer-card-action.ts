import { movesOf, needsReason, textsOf } from "@logdoctor/cards";
import type { Actor, Incident } from "@logdoctor/shared-policies";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { AppError } from "../../http/app-error.ts";
import { stepIncident } from "../../incidents/act-on-incident.ts";
import { findIncident } from "../../incidents/incident-store.ts";
import { AlertAction, answerAlertAction } from "../alerts/answer-alert-action.ts";
import { readNotifySettings } from "../notify-settings-store.ts";
import { isDrawn, revisionOf } from "./card-nonce.ts";
import { drawCard } from "./draw-card.ts";
import { badRequest, type Click, cardAnswer, type InvokeAnswer, messageAnswer } from "./invoke-answer.ts";
import { responderOf } from "./responder-of.ts";

/** What a card sent back. It proves nothing: every part of it is held against the incident and the sender's token. */
const CardAction = z.object({
  trigger: z.string().optional(),
  action: z.object({
    data: z.object({
      action: z.literal("incident"),
      incidentId: z.string().max(100),
      move: z.enum(["refresh", "investigate", "block", "falsePositive", "resolve", "reopen"]),
      revision: z.int().nonnegative(),
      nonce: z.string().max(200),
      reason: z.string().max(5000).optional(),
    }),
  }),
});
type CardClick = z.infer<typeof CardAction>["action"]["data"];

const reasonLength = { least: 3, most: 500 };

/**
 * Answers a click with the card as it has to be now. A click by somebody who may act, on a card that shows the state that
 * the incident is still in, moves the incident by the same function as the API; any other click moves nothing.
 */
export async function answerCardAction(deps: Deps, click: Click, now: Date): Promise<InvokeAnswer> {
  const { tenantId, activity, first } = click;
  const alert = AlertAction.safeParse(activity.value);
  if (alert.success) return answerAlertAction(deps, click, alert.data, now);
  const parsed = CardAction.safeParse(activity.value);
  if (!parsed.success) return badRequest("BadRequest", "This is no action of a card of Log Doctor.");
  const { data } = parsed.data.action;
  const { body: settings } = await readNotifySettings(deps.documents, tenantId);
  const incident = (await findIncident(deps.documents, tenantId, data.incidentId))?.body.incident;
  if (incident === undefined) return messageAnswer(textsOf[settings.language].gone);
  const show = (shown: Incident): InvokeAnswer => {
    const place = { tenantId, conversationId: activity.conversation.id, language: settings.language };
    return cardAnswer(drawCard(deps.notify, shown, place));
  };
  if (data.move === "refresh" || parsed.data.trigger === "automatic" || !first) return show(incident);
  const actor = responderOf(settings, activity);
  if (actor === undefined) return messageAnswer(textsOf[settings.language].notAllowed);
  if (!isOfNow(deps, { ...click, data }, incident)) return show(incident);
  const reason = reasonOf(data);
  if (reason === undefined) return badRequest("ReasonNeeded", textsOf[settings.language].reasonNeeded);
  return show(await move(deps, { tenantId, data, actor, reason, now }));
}

/** Whether the card was drawn by this service, for this conversation, and for the state that the incident is in. */
function isOfNow(
  { notify }: Deps,
  { tenantId, activity, data }: Click & { readonly data: CardClick },
  incident: Incident,
): boolean {
  const { incidentId, revision, nonce } = data;
  if (revision !== revisionOf(incident) || notify.secrets === undefined) return false;
  return isDrawn(
    notify.secrets,
    { tenantId, conversationId: activity.conversation.id, subjectId: incidentId, revision },
    nonce,
  );
}

function reasonOf({ move: wished, reason = "" }: CardClick): string | undefined {
  if (wished === "refresh" || !needsReason(wished)) return "";
  const trimmed = reason.trim();
  return trimmed.length >= reasonLength.least && trimmed.length <= reasonLength.most ? trimmed : undefined;
}

interface Move {
  readonly tenantId: string;
  readonly data: CardClick;
  readonly actor: Actor;
  readonly reason: string;
  readonly now: Date;
}

const attempts = 5;

/** Takes the step while the incident is in the state that the card showed; findings that join meanwhile do not matter. */
async function move(deps: Deps, { tenantId, data, ...step }: Move): Promise<Incident> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await findIncident(deps.documents, tenantId, data.incidentId);
    const incident = read?.body.incident;
    if (read === undefined || incident === undefined) throw new AppError("not-found", "The incident is gone.");
    const wished = movesOf(incident).find((one) => one === data.move);
    if (revisionOf(incident) !== data.revision || wished === undefined) return incident;
    try {
      return await stepIncident(deps, { ...step, tenantId, id: incident.id, action: wished, ifMatch: read.etag });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "precondition-failed") throw error;
    }
  }
  throw new AppError("unavailable", "Too many changes at once. Try again.", { retryAfter: 1 });
}
