import { type AdaptiveCard, movesOf, needsReason, textsOf } from "@logdoctor/cards";
import type { Actor, Incident } from "@logdoctor/shared-policies";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { AppError } from "../../http/app-error.ts";
import { stepIncident } from "../../incidents/act-on-incident.ts";
import { findIncident } from "../../incidents/incident-store.ts";
import { type NotifySettings, readNotifySettings } from "../notify-settings-store.ts";
import type { Activity } from "./activity.ts";
import { isDrawn, revisionOf } from "./card-nonce.ts";
import { drawCard } from "./draw-card.ts";

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

/** The body of the answer to an invoke; the HTTP status is 200 whatever it says. */
export type InvokeAnswer =
  | { readonly statusCode: 200; readonly type: "application/vnd.microsoft.card.adaptive"; readonly value: AdaptiveCard }
  | { readonly statusCode: 200; readonly type: "application/vnd.microsoft.activity.message"; readonly value: string }
  | {
      readonly statusCode: 400;
      readonly type: "application/vnd.microsoft.error";
      readonly value: { readonly code: string; readonly message: string };
    };

export interface Click {
  readonly tenantId: string;
  readonly activity: Activity;
  /** Whether this click was not answered before. */
  readonly first: boolean;
}

const reasonLength = { least: 3, most: 500 };

/**
 * Answers a click with the card as it has to be now. A click by somebody who may act, on a card that shows the state that
 * the incident is still in, moves the incident by the same function as the API; any other click moves nothing.
 */
export async function answerCardAction(deps: Deps, click: Click, now: Date): Promise<InvokeAnswer> {
  const { tenantId, activity, first } = click;
  const parsed = CardAction.safeParse(activity.value);
  if (!parsed.success) return badRequest("BadRequest", "This is no action of an incident card.");
  const { data } = parsed.data.action;
  const { body: settings } = await readNotifySettings(deps.documents, tenantId);
  const incident = (await findIncident(deps.documents, tenantId, data.incidentId))?.body.incident;
  if (incident === undefined) return message(textsOf[settings.language].gone);
  const show = (shown: Incident): InvokeAnswer => {
    const place = { tenantId, conversationId: activity.conversation.id, language: settings.language };
    return card(drawCard(deps.notify, shown, place));
  };
  if (data.move === "refresh" || parsed.data.trigger === "automatic" || !first) return show(incident);
  const actor = responderOf(settings, activity);
  if (actor === undefined) return message(textsOf[settings.language].notAllowed);
  if (!isOfNow(deps, { ...click, data }, incident)) return show(incident);
  const reason = reasonOf(data);
  if (reason === undefined) return badRequest("ReasonNeeded", textsOf[settings.language].reasonNeeded);
  return show(await move(deps, { tenantId, data, actor, reason, now }));
}

/** Who clicked, as the token's tenant knows them, if an admin named them; what the card says of people counts nothing. */
function responderOf({ responders }: NotifySettings, { from }: Activity): Actor | undefined {
  const known = responders.find(({ objectId }) => objectId === from.aadObjectId);
  return known && { kind: "person", id: known.objectId, name: known.name };
}

/** Whether the card was drawn by this service, for this conversation, and for the state that the incident is in. */
function isOfNow(
  { notify }: Deps,
  { tenantId, activity, data }: Click & { readonly data: CardClick },
  incident: Incident,
): boolean {
  const { incidentId, revision, nonce } = data;
  if (revision !== revisionOf(incident) || notify.secrets === undefined) return false;
  return isDrawn(notify.secrets, { tenantId, conversationId: activity.conversation.id, incidentId, revision }, nonce);
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

function card(value: AdaptiveCard): InvokeAnswer {
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value };
}

function message(value: string): InvokeAnswer {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

function badRequest(code: string, text: string): InvokeAnswer {
  return { statusCode: 400, type: "application/vnd.microsoft.error", value: { code, message: text } };
}
