import { type AdaptiveCard, daysInput, findingsInput, textsOf } from "@logdoctor/cards";
import { type FindingAction, PreventFinding } from "@logdoctor/shared-policies";
import { z } from "zod";
import { type AlertCard, findAlertCard } from "../../alerts/alert-card-store.ts";
import { alertSettingsOf } from "../../alerts/alert-settings-store.ts";
import type { Deps } from "../../deps.ts";
import type { Stored } from "../../documents/document-store.ts";
import { answerCard } from "../../prevent-findings/answer-card.ts";
import { isDrawn } from "../bot/card-nonce.ts";
import { badRequest, type Click, cardAnswer, type InvokeAnswer, messageAnswer } from "../bot/invoke-answer.ts";
import { responderOf } from "../bot/responder-of.ts";
import { type NotifySettings, readNotifySettings } from "../notify-settings-store.ts";
import { contentOf } from "./alert-telling.ts";
import { drawAlertCard } from "./draw-alert-card.ts";

/** What a card of findings sent back. It proves nothing: every part of it is held against the card and the sender. */
export const AlertAction = z.object({
  trigger: z.string().optional(),
  action: z.object({
    data: z.object({
      action: z.literal("prevent"),
      cardId: z.string().max(100),
      move: z.enum(["refresh", "acknowledge", "actionTaken", "ignore"]),
      revision: z.int().nonnegative(),
      nonce: z.string().max(200),
      reason: z.string().max(5000).optional(),
      /** Ids with commas between; all of the card where absent. */
      [findingsInput]: z.string().max(10_000).optional(),
      [daysInput]: z.string().max(5).optional(),
    }),
  }),
});
export type AlertAction = z.infer<typeof AlertAction>;
type AlertClick = AlertAction["action"]["data"];

const reasonLength = { least: 3, most: 500 };

/**
 * Answers a click on a card of findings with the card as it has to be now. A click by somebody who may act, on a card that
 * is as they saw it, answers the findings that they chose by the same function as the API.
 */
export async function answerAlertAction(
  deps: Deps,
  click: Click,
  parsed: AlertAction,
  now: Date,
): Promise<InvokeAnswer> {
  const { tenantId, activity, first } = click;
  const { data } = parsed.action;
  const { body: settings } = await readNotifySettings(deps.documents, tenantId);
  const stored = await findAlertCard(deps.documents, tenantId, data.cardId);
  if (stored === undefined || stored.body.kind === "digest") return messageAnswer(textsOf[settings.language].gone);
  const show = async (card: Stored<AlertCard>): Promise<InvokeAnswer> =>
    cardAnswer(await drawn(deps, click, { card, settings }));
  if (data.move === "refresh" || parsed.trigger === "automatic" || !first) return show(stored);
  const actor = responderOf(settings, activity);
  if (actor === undefined) return messageAnswer(textsOf[settings.language].notAllowed);
  if (!isOfNow(deps, click, { data, card: stored })) return show(stored);
  const reason = reasonOf(data);
  if (reason === undefined) return badRequest("ReasonNeeded", textsOf[settings.language].reasonNeeded);
  const findingIds = chosenIn(data, stored.body);
  const answer = { tenantId, action: data.move, reason, actor, now, until: untilOf(data, now) };
  const after = await answerCard(deps, { ...answer, cardId: stored.id, revision: data.revision, findingIds });
  return show(after ?? stored);
}

interface Drawn {
  readonly card: Stored<AlertCard>;
  readonly settings: NotifySettings;
}

async function drawn({ documents, notify }: Deps, click: Click, { card, settings }: Drawn): Promise<AdaptiveCard> {
  const { teams } = await alertSettingsOf(documents, click.tenantId);
  const team = teams.find(({ id }) => id === card.body.teamId);
  const content = await contentOf(documents, click.tenantId, card, team);
  const conversationId = click.activity.conversation.id;
  return drawAlertCard(notify, content, { tenantId: click.tenantId, conversationId, language: settings.language });
}

function isOfNow(
  { notify }: Deps,
  { tenantId, activity }: Click,
  { data, card }: { readonly data: AlertClick; readonly card: Stored<AlertCard> },
): boolean {
  const { revision, nonce } = data;
  if (revision !== card.body.revision || notify.secrets === undefined) return false;
  return isDrawn(
    notify.secrets,
    { tenantId, conversationId: activity.conversation.id, subjectId: card.id, revision },
    nonce,
  );
}

function reasonOf({ move, reason = "" }: AlertClick): string | undefined {
  const trimmed = reason.trim().slice(0, reasonLength.most);
  return move === "ignore" && trimmed.length < reasonLength.least ? undefined : trimmed;
}

/** An acknowledgement is of the whole card; other answers are for what was chosen. */
function chosenIn({ move, [findingsInput]: chosen = "" }: AlertClick, { findingIds }: AlertCard): readonly string[] {
  if (move === ("acknowledge" satisfies FindingAction)) return findingIds;
  return chosen.split(",").filter((id) => PreventFinding.shape.id.safeParse(id).success);
}

const dayMs = 86_400_000;

function untilOf({ move, [daysInput]: days = "30" }: AlertClick, now: Date): string | undefined {
  const count = /^\d{1,3}$/.test(days) ? Number(days) : 30;
  return move === "ignore" && count > 0 ? new Date(now.getTime() + count * dayMs).toISOString() : undefined;
}
